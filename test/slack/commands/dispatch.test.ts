import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Access } from '../../../src/ingest/access.ts';
import type { Invocation } from '../../../src/slack/answers/asker.ts';
import type { Command } from '../../../src/slack/commands/command.ts';
import { createDispatcher } from '../../../src/slack/commands/dispatch.ts';
import type { Message } from '../../../src/slack/format/message.ts';
import { everybody } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn } from '../../support/slack-limits.ts';

/** Runs a text and gives what came of it, a line each. */
async function run(text: string): Promise<{ happened: string[]; told: Message[] }> {
  const happened: string[] = [];
  const told: Message[] = [];
  const tell: Invocation['tell'] = async (message) => {
    told.push(message);
    happened.push(`told ${message.text}`);
  };
  const start: Command = {
    name: 'start',
    usage: '',
    summary: '',
    examples: [],
    options: [],
    async run(words) {
      happened.push(`start ${JSON.stringify(words.map(({ text }) => text))}`);
      return 'done';
    },
  };
  const dispatcher = createDispatcher([start], everybody, async () => {
    happened.push('unnamed');
    return 'done';
  });
  await dispatcher.run(text, { user: 'U1', channel: 'C1', triggerId: 'trigger-1', askedAt: 1, tell });
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
  const stop: Command = {
    name: 'stop',
    usage: '',
    summary: '',
    examples: [],
    needs: 'operator',
    options: [],
    async run(words) {
      happened.push(`stop ${words.map(({ text }) => text)}`);
      return 'done';
    },
  };
  const dispatcher = createDispatcher([stop], access, async () => 'done');
  const as = (user: string, text: string) =>
    dispatcher.run(text, {
      user,
      channel: 'C1',
      triggerId: 'trigger-1',
      askedAt: 1,
      tell: async ({ text: said }) => void happened.push(said.split('.')[0] ?? ''),
    });
  await as('U1', 'stop k7f2qd');
  await as('U2', 'stop k7f2qd');
  expect(happened).toEqual(['stop k7f2qd', '🚫 This takes the role of an operator, and you are a viewer']);
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
  ['strat room123', false],
  ['start “main stage', false],
  ['', false],
])('/ingest %s must not get lost: %s', (text, must) => {
  const command = { usage: '', summary: '', examples: [], options: [], run: async () => 'done' as const };
  const commands: Command[] = [
    { ...command, name: 'start', changes: true },
    { ...command, name: 'list' },
  ];
  expect(createDispatcher(commands, everybody, async () => 'done').changes(text)).toBe(must);
});
