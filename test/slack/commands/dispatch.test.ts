import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Access } from '../../../src/ingest/access.ts';
import type { Invocation } from '../../../src/slack/answers/asker.ts';
import { commandWords } from '../../../src/slack/command-line/tokens.ts';
import { type Command, command } from '../../../src/slack/commands/command.ts';
import type { Message } from '../../../src/slack/format/message.ts';
import { dispatcherOf } from '../../support/dispatching.ts';
import { everybody } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn } from '../../support/slack-limits.ts';

/** A command that says which words it was given. */
function doing(name: string, say: (line: string) => void, changes = true): Command {
  return command({
    ...{ name, usage: '', summary: '', examples: [], options: [], needs: 'operator', changes },
    grammar: (words) => ({ ok: true, given: words.map(({ text }) => text) }),
    async run(words) {
      say(`${name} ${JSON.stringify(words)}`);
      return 'done';
    },
  });
}

/** Runs a text and gives what came of it, a line each. */
async function run(text: string): Promise<{ happened: string[]; told: Message[] }> {
  const happened: string[] = [];
  const told: Message[] = [];
  const tell: Invocation['tell'] = async (message) => {
    told.push(message);
    happened.push(`told ${message.text}`);
  };
  const start = doing('start', (line) => happened.push(line));
  const dispatcher = dispatcherOf([start], everybody, happened);
  await dispatcher
    .find(commandWords(text))
    .run({ user: 'U1', channel: 'C1', triggerId: 'trigger-1', askedAt: 1, tell });
  return { happened, told };
}

test.each([
  ['', 'unnamed'],
  ['   ', 'unnamed'],
  ['start', 'start []'],
  ['START', 'start []'],
  ['start room123 “main stage” —volume 80', 'start ["room123","main stage","--volume","80"]'],
  [
    'strat room123',
    'told `strat` is not a command. Did you mean `/ingest start`? `/ingest help` lists them.',
  ],
  ['Hlep', 'told `Hlep` is not a command. Did you mean `/ingest help`? `/ingest help` lists them.'],
  ['help strat', 'told `strat` is not a command. Did you mean `/ingest start`? `/ingest help` lists them.'],
  ['xyzzy', 'told `xyzzy` is not a command. `/ingest help` lists them.'],
  ['__proto__', 'told `__proto__` is not a command. `/ingest help` lists them.'],
])('/ingest %s → %s', async (text, line) => {
  expect((await run(text)).happened).toEqual([line]);
});

test('A text that cannot be read starts nothing', async () => {
  const { happened } = await run('start “main stage');
  expect(happened).toEqual([expect.stringMatching(/^told Nothing was done\. A quotation mark/)]);
});

test('A command is run for those whose role goes so far; the others are told why not, and help is for all', async () => {
  const asked: unknown[] = [];
  const access: Access = {
    ...everybody,
    async check(user, channel, needs) {
      asked.push([user, channel, needs]);
      return user === 'U1'
        ? { allowed: true, role: 'operator' }
        : { allowed: false, refusal: { reason: 'role', has: 'viewer', needs: 'operator' } };
    },
  };
  const happened: string[] = [];
  const dispatcher = dispatcherOf([doing('stop', (line) => happened.push(line))], access);
  const as = (user: string, text: string) =>
    dispatcher.find(commandWords(text)).run({
      user,
      channel: 'C1',
      triggerId: 'trigger-1',
      askedAt: 1,
      tell: async ({ text: said }) => void happened.push(said.split('.')[0] ?? ''),
    });
  await as('U1', 'stop k7f2qd');
  await as('U2', 'stop k7f2qd');
  expect(happened).toEqual([
    'stop ["k7f2qd"]',
    '🚫 This takes the role of an operator, and you are a viewer',
  ]);
  await as('U2', 'help');
  expect(asked).toEqual([
    ['U1', 'C1', 'operator'],
    ['U2', 'C1', 'operator'],
  ]);
  expect(happened).toHaveLength(3);
});

test('Every text has one consequence, and what is said of it Slack takes and pings nobody', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^&lt;!channel&gt;[ a-z&;]{0,20}$/),
    fc.string({ maxLength: 4000, minLength: 3000 }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      const { happened, told } = await run(typed);
      expect(happened).toHaveLength(1);
      expect(told.flatMap(messageProblems)).toEqual([]);
      expect(textsIn(told).flatMap(foreignMarkup)).toEqual([]);
    }),
  );
});

test.each([
  ['start room123', true],
  ['  START room123', true],
  ['—start room123', true],
  ['start', false],
  ['list --all', false],
  ['help start', false],
  ['start room123 --help', false],
  ['strat room123', false],
  ['start “main stage', false],
  ['', false],
])('/ingest %s must not get lost: %s', (text, must) => {
  const commands = [doing('start', () => {}), doing('list', () => {}, false)];
  expect(dispatcherOf(commands).find(commandWords(text)).changes).toBe(must);
});

test.each([
  ['start room123', true],
  [' START room123 https://a.b/', true],
  ['—start room123 https://a.b/', true],
  ['“start” room123 https://a.b/', true],
  ['start', false],
  ['restart room123', false],
  ['stop k7f2qd', false],
])('/ingest %s looks itself after whether it was begun in time: %s', (text, does) => {
  const start: Command = { ...doing('start', () => {}), judgesItsAge: true };
  const commands = [start, doing('stop', () => {})];
  expect(dispatcherOf(commands).find(commandWords(text)).judgesItsAge).toBe(does);
});
