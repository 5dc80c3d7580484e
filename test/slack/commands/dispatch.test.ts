import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from '../../../src/slack/blocks/build.ts';
import { createDispatcher } from '../../../src/slack/commands/dispatch.ts';
import type { Command, Invocation } from '../../../src/slack/commands/table.ts';
import { foreignMarkup, messageProblems, textsIn } from '../slack-limits.ts';

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
    run: async (words) => void happened.push(`start ${JSON.stringify(words)}`),
  };
  const dispatcher = createDispatcher([start], async () => void happened.push('unnamed'));
  await dispatcher.run(text, { user: 'U1', channel: 'C1', triggerId: 'trigger-1', tell });
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
  expect(happened).toEqual([expect.stringMatching(/^told Nothing was started\. A quotation mark/)]);
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
