import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreDamaged, StoreUnavailable } from '../../src/ingest/errors.ts';
import { openStore, type Store } from '../../src/storage/open.ts';
import { taskIn, run as taskRun } from '../ingest/samples.ts';
import { createJournal } from '../storage/journal.ts';
import { buildBot, directory, run, settings } from './bot-process.ts';
import { people, stageFor, startOne } from './stage.ts';

beforeAll(buildBot);

const path = join(directory, 'store');
const copy = `${path}.before-repair`;
const surroundings = () => ({ clock: Date.now, journal: createJournal() });
const open = () => openStore(`file:${path}`, surroundings());

/** Noise, since what repeats itself is packed into one block. */
let seed = 1;
function noise(): string {
  let text = '';
  while (text.length < 700) {
    seed = (seed * 48_271) % 2_147_483_647;
    text += seed.toString(36);
  }
  return text;
}

const rounds = ['first', 'second', 'third'];
const each = 12;
const handles = rounds.flatMap((round) => Array.from({ length: each }, (_, n) => `${round}-${n}`));

/** What the bot writes: a table for each of the first rounds, and a log that is in no table yet. */
async function writeStore(): Promise<void> {
  for (const round of rounds) {
    const store = await open();
    for (const handle of handles.filter((name) => name.startsWith(round)))
      await store.tasks.create(
        taskIn(
          { name: 'live', ...taskRun, taskId: `task-${handle}` },
          { handle, draft: { room: 'room123', url: `https://a.b/${noise()}.mp4` }, requestedAt: Date.now() },
        ),
      );
    await store.close();
  }
}

const matching = (name: RegExp) =>
  readdirSync(path)
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(path, file));
const only = (name: RegExp, at = 0) => {
  const file = matching(name).at(at);
  if (file === undefined) throw new Error(`There is no ${name} among ${readdirSync(path)}`);
  return file;
};
const table = () => only(/\.ldb$/);
const log = () => only(/\.log$/, -1);
const manifest = () => only(/^MANIFEST-/, -1);
const cut = (file: string, share: number) => truncateSync(file, Math.floor(statSync(file).size * share));
function overwrite(file: string, from: number, to: number, byte: number): void {
  const bytes = readFileSync(file);
  const at = (share: number) => Math.floor(bytes.length * share);
  writeFileSync(file, bytes.fill(byte, at(from), at(to)));
}

/** As a disk that fails: LevelDB has the file open, and one that got shorter would end the process. */
function zeroInPlace(file: string): void {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(statSync(file).size));
  closeSync(open);
}

interface Damage {
  name: string;
  harm(): void;
  /** What the message has to say of it; undefined where the store works. */
  named: RegExp | undefined;
  /** Which tasks must be there in the end. */
  kept: (handle: string) => boolean;
}
const all = () => true;
const notOf = (round: string) => (handle: string) => !handle.startsWith(round);

const damages: Damage[] = [
  { name: 'nothing', harm: () => {}, named: undefined, kept: all },
  ...(
    [
      ['missing', () => rmSync(join(path, 'CURRENT')), /CURRENT is missing/],
      ['empty', () => writeFileSync(join(path, 'CURRENT'), ''), /CURRENT file does not end with newline/],
      ['zeroed', () => overwrite(join(path, 'CURRENT'), 0, 1, 0), /CURRENT file does not end with newline/],
      ['without its end', () => cut(join(path, 'CURRENT'), 0.7), /CURRENT file does not end with newline/],
      ['of zeros and an end', () => writeFileSync(join(path, 'CURRENT'), '\0\0\0\n'), /store\//],
      [
        'pointing nowhere',
        () => writeFileSync(join(path, 'CURRENT'), 'MANIFEST-999999\n'),
        /MANIFEST-999999: No such file/,
      ],
      [
        'pointing at a table',
        () => writeFileSync(join(path, 'CURRENT'), `${table().split('/').at(-1)}\n`),
        /./,
      ],
    ] as const
  ).map(([how, harm, named]) => ({ name: `CURRENT ${how}`, harm, named, kept: all })),
  ...(
    [
      ['missing', () => rmSync(manifest()), /MANIFEST-\d+: No such file/],
      ['empty', () => cut(manifest(), 0), /no meta-nextfile entry/],
      ['cut', () => cut(manifest(), 0.5), /./],
      ['zeroed', () => overwrite(manifest(), 0, 1, 0), /no meta-nextfile entry/],
      ['with garbage', () => overwrite(manifest(), 0.2, 0.6, 0xa5), /./],
    ] as const
  ).map(([how, harm, named]) => ({ name: `MANIFEST ${how}`, harm, named, kept: all })),
  ...(
    [
      ['missing', () => rmSync(table()), /missing files/],
      ['empty', () => cut(table(), 0), /\.ldb: Invalid argument/],
      ['cut', () => cut(table(), 0.5), /\.ldb: Invalid argument|sstable/],
      ['without its footer', () => overwrite(table(), 0.99, 1, 0), /holds zeros/],
      ['zeroed', () => overwrite(table(), 0, 1, 0), /holds zeros/],
      ['with a zeroed block', () => overwrite(table(), 0.1, 0.4, 0), /holds zeros/],
      ['with garbage', () => overwrite(table(), 0.1, 0.4, 0xa5), /corrupted|block|bad/],
    ] as const
  ).map(([how, harm, named]) => ({ name: `a table ${how}`, harm, named, kept: notOf('first') })),
  ...(
    [
      ['cut', () => cut(log(), 0.5)],
      ['empty', () => cut(log(), 0)],
      ['missing', () => rmSync(log())],
      ['with garbage in its middle', () => overwrite(log(), 0.4, 0.6, 0xa5)],
      ['zeroed at its end', () => overwrite(log(), 0.8, 1, 0)],
    ] as const
  ).map(([how, harm]) => ({ name: `the log ${how}`, harm, named: undefined, kept: notOf('third') })),
  ...(
    [
      ['a text', () => writeFileSync(join(path, 'notes.txt'), 'hello')],
      ['a table that is none', () => writeFileSync(join(path, '999999.ldb'), 'hello')],
      ['a folder', () => mkdirSync(join(path, 'lost+found'))],
      ['no lock', () => rmSync(join(path, 'LOCK'))],
      ['no diary', () => rmSync(join(path, 'LOG'))],
    ] as const
  ).map(([how, harm]) => ({ name: `${how} in the folder`, harm, named: undefined, kept: all })),
];

/** All files of a folder that hold records, and their bytes. */
function image(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && !/^LO(?:CK|G)/.test(file.name),
  );
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), 'base64')]));
}

async function present(store: Store): Promise<string[]> {
  const tasks = await Promise.all(handles.map((handle) => store.tasks.get(handle)));
  return tasks.flatMap((task) => (task === undefined ? [] : [task.handle]));
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

let written: string;
beforeEach(async () => {
  mkdirSync(directory, { recursive: true });
  written ??= await masterCopy();
  cpSync(written, path, { recursive: true });
});

/** Written once, since all of these tests begin with the same. */
async function masterCopy(): Promise<string> {
  await writeStore();
  const kept = `${directory}-master`;
  rmSync(kept, { recursive: true, force: true });
  cpSync(path, kept, { recursive: true });
  rmSync(path, { recursive: true });
  return kept;
}

describe.each(damages)('With $name,', ({ harm, named, kept }) => {
  const expected = handles.filter(kept);

  test('the store works, or is named as damaged and is left as it is', async () => {
    harm();
    const before = image(path);
    if (named === undefined) {
      const store = await open();
      expect(await present(store)).toEqual(expect.arrayContaining(expected));
      return store.close();
    }
    const error = await errorOf(open());
    expect(error).toBeInstanceOf(StoreDamaged);
    const { message } = error as Error;
    expect(message).toMatch(named);
    expect(message).toContain(`The store ${path} is damaged (`);
    expect(message).toContain(`node dist/index.js repair ${path}`);
    expect(message).not.toContain('\n');
    for (const [name, bytes] of Object.entries(before))
      if (name.endsWith('.ldb')) expect(image(path)[name]).toBe(bytes);
  });

  test('the command brings back what is whole, keeps a copy, and the bot starts', async () => {
    harm();
    const before = image(path);
    const command = run({ STORE_URL: `file:${path}` }, 'repair');
    expect([await command.ended, command.output()]).toEqual([
      0,
      expect.stringMatching(/^Repaired: \d+ records/),
    ]);
    expect(command.output()).toContain(copy);
    expect(image(copy)).toEqual(before);
    const store = await open();
    expect(await present(store)).toEqual(expect.arrayContaining(expected));
    expect(Number(/\d+/.exec(command.output())?.[0])).toBeGreaterThanOrEqual(expected.length);
    await store.close();
    const stage = await stageFor({ settings: { STORE_URL: `file:${path}` } });
    expect((await startOne(stage)).taskId).not.toBe('');
    await stage.stop();
  });
});

test('A bot whose store is damaged ends with status 1 and one line that says what to do', async () => {
  rmSync(join(path, 'CURRENT'));
  const bot = run(settings(await stageFor(), { STORE_URL: `file:${path}`, LOG_LEVEL: 'silent' }));
  expect(await bot.ended).toBe(1);
  expect(bot.output()).toBe(
    `Cannot start: The store ${path} is damaged (its file CURRENT is missing). Stop the bot and run \`node dist/index.js repair ${path}\`, which keeps a copy.\n`,
  );
});

test('What a damaged log has cost is said in the log', async () => {
  overwrite(log(), 0.2, 0.4, 0xa5);
  const journal = createJournal();
  const store = await openStore(`file:${path}`, { clock: Date.now, journal });
  await store.close();
  expect(JSON.stringify(journal.notes)).toContain('The store has lost its latest records');
});

describe('The command refuses', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a folder that is not there', () => rmSync(path, { recursive: true }), /^There is no store at /],
    [
      'a file',
      () => {
        rmSync(path, { recursive: true });
        writeFileSync(path, 'x');
      },
      /^There is no store at /,
    ],
    [
      'a folder of something else',
      () => {
        rmSync(path, { recursive: true });
        mkdirSync(path);
        writeFileSync(join(path, 'letter.txt'), 'x');
      },
      /^There is no store at /,
    ],
    [
      'to write over an older copy',
      () => mkdirSync(copy),
      /^There is a copy of an earlier repair at .*before-repair\. Move it away first/,
    ],
  ])('%s, and leaves all as it is', async (_, prepare, words) => {
    prepare();
    const command = run({ STORE_URL: `file:${path}` }, 'repair');
    expect([await command.ended, command.output()]).toEqual([1, expect.stringMatching(words)]);
    expect(command.output().trim()).not.toContain('\n');
    expect(existsSync(join(copy, 'CURRENT'))).toBe(false);
  });

  test('a store that a bot has open', async () => {
    const store = await open();
    const before = image(path);
    const command = run({}, 'repair', path);
    expect([await command.ended, command.output()]).toEqual([
      1,
      `The store ${path} is in use by another process. Stop the bot first.\n`,
    ]);
    expect(image(path)).toEqual(before);
    expect(existsSync(copy)).toBe(false);
    await store.check();
    await store.close();
  });

  test.each([
    [{ STORE_URL: 'redis://127.0.0.1:1' }, ['repair'], /^STORE_URL names no folder/],
    [{ STORE_URL: 'memory:' }, ['repair'], /^STORE_URL names no folder/],
    [{ STORE_URL: 'ftp://a' }, ['repair'], /^STORE_URL must be file:PATH/],
    [{}, ['repiar'], /^There is one command: repair \[PATH\]\. .*Given was: repiar$/m],
    [{}, ['repair', 'one', 'two'], /Given was: repair one two$/m],
  ])('%j %j', async (env, words, told) => {
    const command = run(env, ...words);
    expect([await command.ended, command.output()]).toEqual([1, expect.stringMatching(told)]);
    expect(command.output().trim()).not.toContain('\n');
  });
});

test('A store that may not be read is not called damaged', async () => {
  if (process.getuid?.() === 0) return;
  chmodSync(path, 0);
  const error = await errorOf(open());
  chmodSync(path, 0o755);
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(error).not.toBeInstanceOf(StoreDamaged);
});

test('A record that is garbled where LevelDB does not look is found when the store is opened', async () => {
  const bytes = readFileSync(table());
  const at = bytes.indexOf('"handle"');
  writeFileSync(table(), bytes.fill('#', at, at + 3));
  const error = await errorOf(open());
  expect(error).toBeInstanceOf(StoreDamaged);
  expect((error as Error).message).toMatch(/the record tasks!first-\d+ is garbled/);
  const command = run({}, 'repair', path);
  expect([await command.ended, command.output()]).toEqual([0, expect.stringMatching(/^Repaired: /)]);
  const store = await open();
  const found = await present(store);
  await store.close();
  expect(found).toEqual(expect.arrayContaining(handles.filter(notOf('first'))));
});

test('Damage that comes while the bot runs is named by doctor, with the remedy', async () => {
  const stage = await stageFor({ settings: { STORE_URL: `file:${path}` } });
  for (const file of matching(/\.ldb$/)) zeroInPlace(file);
  await stage.slack.person(people.carol.id).command('doctor');
  const report = await stage.slack.until(({ ephemerals }) =>
    ephemerals.find(({ text, blocks }) => JSON.stringify([text, blocks]).includes('The store')),
  );
  expect(JSON.stringify(report)).toMatch(
    /The store \S+ is damaged \(.*?\)\. Stop the bot and run `node dist\/index\.js repair \S+`, which keeps a copy\./,
  );
});
