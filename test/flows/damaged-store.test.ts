import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreDamaged } from '../../src/ingest/errors.ts';
import { buildBot, directory, run, settings } from '../support/bot-process.ts';
import { people, stageFor, startOne } from '../support/bot-stage.ts';
import { damages } from '../support/damages.ts';
import {
  dropMaster,
  errorOf,
  filesOf,
  handles,
  image,
  openAt,
  presentIn,
  putStore,
} from '../support/written-store.ts';

beforeAll(buildBot);
afterAll(dropMaster);

const path = join(directory, 'store');
const copy = join(path, 'before-repair-1');

beforeEach(async () => {
  mkdirSync(directory, { recursive: true });
  await putStore(path);
});

async function expectAllIn(folder: string): Promise<void> {
  const store = await openAt(folder);
  expect((await presentIn(store)).map(({ handle }) => handle)).toEqual(handles);
  await store.close();
}

/** As a disk that fails: LevelDB has the file open, and one that got shorter would end the process. */
function zeroInPlace(file: string): void {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(statSync(file).size));
  closeSync(open);
}

test('The command says what it brought back and where the copy is, and the bot starts on it', async () => {
  damages.find(({ name }) => name === 'a table with garbage')?.harm(path);
  const before = image(path);
  const command = run({ STORE_URL: `file:${path}` }, 'repair');
  expect([await command.ended, command.output()]).toEqual([
    0,
    expect.stringMatching(/^Repaired: \d+ records/),
  ]);
  expect(command.output()).toContain(copy);
  expect(image(copy)).toEqual(before);
  const stage = await stageFor({ settings: { STORE_URL: `file:${path}` } });
  expect((await startOne(stage)).taskId).not.toBe('');
  await stage.stop();
});

test('A bot whose store is damaged ends with status 1 and one line that says what to do', async () => {
  rmSync(filesOf(path).current());
  const bot = run(settings(await stageFor(), { STORE_URL: `file:${path}`, LOG_LEVEL: 'silent' }));
  expect(await bot.ended).toBe(1);
  expect(bot.output()).toBe(
    `Cannot start: The store ${path} is damaged (its file CURRENT is missing). Stop the bot and run \`node dist/index.js repair ${path}\`, which keeps a copy.\n`,
  );
});

describe('A repair that is cut short', () => {
  /** What there is when the process is killed at that moment. */
  const moments: [when: string, cut: () => void, opens: boolean][] = [
    [
      'while it copies',
      () => {
        mkdirSync(join(path, 'repairing'));
        writeFileSync(join(path, 'repairing', '000005.ldb'), 'half');
        mkdirSync(join(path, 'repairing-copy'));
        writeFileSync(join(path, 'repairing-copy', 'MANIFEST-000002'), '');
      },
      true,
    ],
    ['between its two names', () => repairedBeside(), false],
    [
      'when the first file is gone',
      () => {
        repairedBeside();
        rmSync(filesOf(path).current());
      },
      false,
    ],
    [
      'when all files are gone',
      () => {
        repairedBeside();
        for (const name of Object.keys(image(path))) rmSync(join(path, name));
      },
      false,
    ],
    [
      'when half of the new files are there',
      () => {
        repairedBeside();
        for (const name of Object.keys(image(path))) rmSync(join(path, name));
        writeFileSync(join(path, '000099.ldb'), 'half');
      },
      false,
    ],
  ];

  /** As the folder is when the repaired files are about to take the place of the others. */
  function repairedBeside(): void {
    const beside = `${path}-repaired`;
    renameSync(path, beside);
    mkdirSync(path);
    for (const name of Object.keys(image(beside))) writeFileSync(join(path, name), 'old');
    mkdirSync(copy);
    renameSync(beside, join(path, 'repaired'));
  }

  test.each(moments)(
    '%s leaves a store that works or is refused, and the next one ends it',
    async (_, cut, opens) => {
      cut();
      if (opens) await expectAllIn(path);
      else {
        const error = await errorOf(openAt(path));
        expect(error).toBeInstanceOf(StoreDamaged);
        expect(String(error)).toContain('its repair was cut short');
        expect(String(error)).toContain(`node dist/index.js repair ${path}`);
      }
      const command = run({}, 'repair', path);
      expect([await command.ended, command.output()]).toEqual([0, expect.stringContaining(copy)]);
      await expectAllIn(path);
    },
  );
});

test('A store behind a link is repaired where it is', async () => {
  const link = join(directory, 'link');
  symlinkSync(path, link);
  const command = run({ STORE_URL: `file:${link}` }, 'repair');
  expect([await command.ended, command.output()]).toEqual([0, expect.stringMatching(/^Repaired: /)]);
  expect(existsSync(copy)).toBe(true);
  await expectAllIn(link);
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
  ])('%s, and leaves all as it is', async (_, prepare, words) => {
    prepare();
    const command = run({ STORE_URL: `file:${path}` }, 'repair');
    expect([await command.ended, command.output()]).toEqual([1, expect.stringMatching(words)]);
    expect(command.output().trim()).not.toContain('\n');
    expect(existsSync(join(copy, 'CURRENT'))).toBe(false);
  });

  test('a store that a bot has open', async () => {
    const store = await openAt(path);
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

test('Damage that comes while the bot runs is named by doctor, with the remedy', async () => {
  const stage = await stageFor({ settings: { STORE_URL: `file:${path}` } });
  for (const file of readdirSync(path)) if (file.endsWith('.ldb')) zeroInPlace(join(path, file));
  await stage.slack.person(people.carol.id).command('doctor');
  const report = await stage.slack.until(({ ephemerals }) =>
    ephemerals.find(({ text, blocks }) => JSON.stringify([text, blocks]).includes('The store')),
  );
  expect(JSON.stringify(report)).toMatch(
    /The store \S+ is damaged \(.*?\)\. Stop the bot and run `node dist\/index\.js repair \S+`, which keeps a copy\./,
  );
});
