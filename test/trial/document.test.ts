import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ACTIONS } from '../../sandbox/trtc/actions.ts';
import { knownCodes } from '../../src/trtc/hints.ts';
import { trials } from '../../trial/trials/index.ts';

const document = readFileSync('docs/tencent.md', 'utf8');
const sections = new Map(
  document.split(/^## /m).map((section) => {
    const [title = '', ...lines] = section.split('\n');
    return [title, lines];
  }),
);
const list = sections.get('Not verified against a real account') ?? [];

/** The first cells of all tables, without the backticks. */
const rows = [...sections.values()]
  .flat()
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$|`/g, '')));
const subjects = new Set(rows.map(([first]) => first));
const missing = (names: Iterable<string>) => [...names].filter((name) => !subjects.has(name));

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`src/${path}`, 'utf8'))
  .join('\n');

describe('docs/tencent.md has a row for', () => {
  test('every action that the bot calls or the stand-in knows', () => {
    // The gateway gives each action that it calls a limit of its own.
    const called = [...sources.matchAll(/\brateLimit\('(\w+)'\)/g)].map(([, action = '']) => action);
    expect(called.length).toBeGreaterThan(5);
    const actions = new Set([...called, ...ACTIONS.keys()]);
    expect(missing(actions)).toEqual([]);
  });

  test("every parameter of these actions in the SDK's model", () => {
    const models = readFileSync(
      'node_modules/tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/v20190722/trtc_models.d.ts',
      'utf8',
    );
    const parameters = [...ACTIONS.keys()].flatMap((action) => {
      const [, body = ''] = models.split(`export interface ${action}Request {`);
      const [fields = ''] = body.split('\n}');
      return [...fields.matchAll(/^ {4}(\w+)\??: /gm)].map(([, name]) => `${action} ${name}`);
    });
    expect(parameters.length).toBeGreaterThan(30);
    expect(missing(parameters)).toEqual([]);
  });

  test('every event that the bot reads or the stand-in sends', () => {
    const documented = ['701/0', '701/1', '701/2', '702/0', '103', '104', '201', '202', '203', '204'];
    expect(missing(documented)).toEqual([]);
    const readers = readdirSync('src/http').filter((name) => name.includes('event'));
    const read = readers.flatMap(
      (name) => readFileSync(`src/http/${name}`, 'utf8').match(/\b(?:10|20|70)[1-9]\b/g) ?? [],
    );
    expect(read).toEqual(expect.arrayContaining(['701', '702']));
    const types = new Set([...subjects].map((subject) => subject?.split('/')[0]));
    expect(read.filter((type) => !types.has(type))).toEqual([]);
  });

  test('every error code that the bot has a hint for', () => {
    expect(knownCodes.size).toBeGreaterThan(40);
    expect(missing(knownCodes)).toEqual([]);
  });

  test('and each row says what the bot does, what the stand-in does, what is documented and what was observed', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((cells) => cells.length !== 5 || cells.some((cell) => cell.trim() === ''))).toEqual(
      [],
    );
    expect(subjects.size).toBeGreaterThan(rows.length - 10);
  });
});

describe('The list "Not verified against a real account"', () => {
  const named = list.flatMap((line) =>
    line.startsWith('- ') ? [/`npm run trial -- ([a-z-]+)`$/.exec(line)?.[1]] : [],
  );

  test('has a line for each trial, and a trial for each line', () => {
    expect(named.length).toBeGreaterThan(15);
    expect([...named].sort()).toEqual(trials.map(({ name }) => name).sort());
  });

  test('is what the code names where it says that it assumes something', () => {
    const names = [...sources.matchAll(/docs\/tencent\.md, ([a-z-]+)\)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !named.includes(name))).toEqual([]);
  });
});
