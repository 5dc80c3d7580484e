import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fields } from '../../src/ingest/fields.ts';
import { settings } from '../../src/settings.ts';
import { tokenRefusals } from '../../src/slack/api/token-verdict.ts';
import { knownCodes } from '../../src/trtc/hints.ts';
import { people, type Stage, stageFor } from '../support/bot-stage.ts';
import { codesIn, filesAndFolders, namesUnder, readDocument } from '../support/documents.ts';

const without = (names: Iterable<string>, known: Iterable<string>) => {
  const set = new Set(known);
  return [...new Set(names)].filter((name) => !set.has(name)).sort();
};

describe('Settings:', () => {
  /** Proxies have each setting in lower case too, as curl has. */
  const inCode = new Set(Object.keys(settings.shape).map((name) => name.toUpperCase()));
  const inPage = namesUnder(readDocument('docs/settings.md'), 'name');
  const example = readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z_]+)=/gm);
  const inExample = [...example].map(([, name = '']) => name);

  test('docs/settings.md has each, once, and no other', () => {
    expect(inCode.size).toBeGreaterThan(20);
    expect([...inPage].sort()).toEqual([...inCode].sort());
  });

  test('.env.example has each, and no other', () => {
    expect(without(inCode, inExample)).toEqual([]);
    expect(without(inExample, inCode)).toEqual([]);
  });
});

describe('Commands:', () => {
  const page = readDocument('docs/commands.md');
  const rows = page.tables.find(({ section }) => section === 'Commands')?.rows ?? [];
  const options = namesUnder(page, 'option of `start`');
  /** What the page says of a command: the first cell of its row. */
  const cellOf = (name: string) =>
    rows.find(([first]) =>
      codesIn(first).some((code) => new RegExp(`^/ingest ${name}\\b`).test(code)),
    )?.[0] ?? '';

  /** What the bot says to `/ingest help …`, all of it. */
  async function helpOf({ slack }: Stage, ...command: string[]): Promise<string> {
    const before = slack.ephemerals.length;
    await slack.person(people.alice.id).command(['help', ...command].join(' '));
    const { blocks = [] } = await slack.until((now) => now.ephemerals[before]);
    return blocks.map((block) => ('text' in block ? (block.text as { text: string }).text : '')).join('\n');
  }

  test('docs/commands.md has every command, sub-command and option that the bot has', async () => {
    const stage = await stageFor();
    const overview = await helpOf(stage);
    const names = [...new Set([...overview.matchAll(/`\/ingest ([a-z]+)/g)].map(([, name = '']) => name))];
    expect(names.length).toBeGreaterThan(10);
    const missing: string[] = [];
    for (const name of names) {
      const help = await helpOf(stage, name);
      const cell = cellOf(name);
      if (cell === '') missing.push(`/ingest ${name}`);
      const [synopsis = ''] = codesIn(help);
      const subCommands = synopsis
        .replace(`/ingest ${name}`, '')
        .split(' | ')
        .flatMap((way) => /^ ?([a-z]+)/.exec(way)?.[1] ?? []);
      const said = codesIn(cell).map((code) => code.replace(`/ingest ${name} `, '').split(' ')[0]);
      missing.push(
        ...subCommands.filter((sub) => !said.includes(sub)).map((sub) => `/ingest ${name} ${sub}`),
      );
      const taken = [...new Set(help.match(/--[a-z][a-z-]+/g))].filter(
        (option) => option !== '--no-auto-push',
      );
      const known = [...options, ...(name === 'start' ? [] : (cell.match(/--[a-z][a-z-]+/g) ?? []))];
      missing.push(...without(taken, known).map((option) => `/ingest ${name} ${option}`));
    }
    expect(missing).toEqual([]);
    const written = rows
      .flatMap(([first]) => codesIn(first))
      .flatMap((code) => /^\/ingest ([a-z]+)/.exec(code)?.[1] ?? []);
    expect(without(written, names)).toEqual([]);
  });

  test('docs/commands.md has every option of a start, and no other', () => {
    const inCode = [...fields.map((field) => `--${field}`), '--preset'];
    expect([...options].sort()).toEqual(inCode.sort());
  });
});

describe('Errors:', () => {
  const page = readDocument('docs/errors.md');
  const explained = page.tables.flatMap(({ rows }) => rows.flatMap(([first]) => codesIn(first)));
  // The metrics have words of their own, for labels.
  const sources = filesAndFolders('src')
    .filter((path) => path.endsWith('.ts') && !path.startsWith('src/metrics/'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const inSources = (pattern: RegExp) => [...sources.matchAll(pattern)].map(([, code = '']) => code);

  /** Words of the bot's own for what the network and the process do; a prefix of others is none. */
  const ours = inSources(/'((?:Bot|Network|Api|Http)\.\w+)'/g);
  const ownWords = ours.filter((code) => !ours.some((other) => other !== code && other.startsWith(code)));
  const errorClasses = inSources(/\bcode(?:: string)? = '([a-z_]+)'/g);
  const failures = inSources(/\bcode: '([a-z_]+)',\s+message/g);
  const slackReasons = [
    ...tokenRefusals,
    ...[...readFileSync('src/slack/answers/explain.ts', 'utf8').matchAll(/case '([a-z_]+)':/g)].map(
      ([, reason = '']) => reason,
    ),
  ];

  test.each([
    ['error code of TRTC that the bot has a hint for', [...knownCodes], 50],
    ["word of the bot's own for what the network and the process do", ownWords, 10],
    ['code of an error class or of a failed start', [...errorClasses, ...failures], 8],
    ["word of Slack's for which the bot has a sentence", slackReasons, 8],
  ])('docs/errors.md has every %s', (_, codes, least) => {
    expect(codes.length).toBeGreaterThanOrEqual(least);
    expect(without(codes, explained)).toEqual([]);
  });

  test('docs/errors.md has each code once, and none that the bot does not know', () => {
    const codes = explained.filter((code) => /^[A-Z]\w+(?:\.\w+)?$/.test(code));
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
    const families = ['Http.5xx', 'InternalError.BackendTimeOut'];
    expect(without(codes, [...knownCodes, ...ownWords, ...families])).toEqual([]);
  });
});

test('docs/operations.md has every metric of the bot, and no other', async () => {
  const { port } = await stageFor();
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  expect(served.length).toBeGreaterThan(20);
  const written = namesUnder(readDocument('docs/operations.md'), 'metric');
  const isWritten = (name: string) =>
    written.some((each) => name === each || (each.endsWith('*') && name.startsWith(each.slice(0, -1))));
  expect(served.filter((name) => !isWritten(name))).toEqual([]);
  expect(
    without(
      written.filter((name) => !name.endsWith('*')),
      served,
    ),
  ).toEqual([]);
});
