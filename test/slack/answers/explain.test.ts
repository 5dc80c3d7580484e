import { expect, test } from '@jest/globals';
import { CannotPost, NotStarted, StoreUnavailable, TooLate } from '../../../src/ingest/errors.ts';
import { explain } from '../../../src/slack/answers/explain.ts';

interface Entry {
  level: string;
  facts: Record<string, unknown>;
}

function explained(error: unknown): { words: string; logged: Entry[] } {
  const logged: Entry[] = [];
  const log = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
  const logger = { info: log('info'), warn: log('warn'), error: log('error') };
  return { words: explain(error, { logger, random: () => 0 }), logged };
}

test.each([
  ['not_in_channel', 'I am not in <#C1>: invite me there with `/invite`, then start again.'],
  [
    'channel_not_found',
    'I am not in <#C1>. If it is a private channel, invite me there with `/invite`, then start again; if it is a group message, which I cannot join, choose a channel.',
  ],
  ['is_archived', '<#C1> is archived: choose another channel to answer in.'],
  ['slack_unreachable', 'Slack did not take the message for <#C1>: try again in a minute.'],
  [
    'restricted_action',
    'I cannot write in <#C1> (Slack says `restricted_action`): choose another channel, or ask a workspace admin.',
  ],
])('Where a card cannot be posted because of %s, the person is told what to do', (reason, words) => {
  const answer = explained(new CannotPost('C1', reason));
  expect(answer.words).toBe(words);
  expect(answer.logged).toMatchObject([{ level: 'warn', facts: { channel: 'C1', reason } }]);
});

test('Where the store is away, the person is told to try again', () => {
  const { words, logged } = explained(new StoreUnavailable('The store <1> is away.'));
  expect(words).toMatch(/^The store &lt;1&gt; is away\. Try again in a minute/);
  expect(logged).toMatchObject([{ level: 'error' }]);
});

test('What was asked for too long ago was not done, and the person is told to ask again', () => {
  const { words, logged } = explained(new TooLate());
  expect(words).toMatch(/more than ten minutes ago, so nothing was done\. Ask again/);
  expect(logged).toEqual([]);
});

test('What failed before it had a thread is told with its code and what to do', () => {
  const failure = { code: 'Bot.Restarted', message: 'The bot was <restarted>.', hint: 'Start it again.' };
  expect(explained(new NotStarted(failure)).words).toBe(
    'Nothing was started.\n`Bot.Restarted` — The bot was &lt;restarted&gt;.\n*What to do:* Start it again.',
  );
});

test.each([new TypeError('t0psecret'), 't0psecret', undefined])(
  'An unexpected %s is not shown, but found in the log under the reference that is',
  (error) => {
    const { words, logged } = explained(error);
    expect(words).toContain('`aaaaaa`');
    expect(words).not.toContain('t0psecret');
    expect(logged).toEqual([{ level: 'error', facts: { error, reference: 'aaaaaa' } }]);
  },
);
