import { describe, expect, test } from '@jest/globals';
import { historyPage, taskDetails, taskLine } from '../../../src/slack/blocks/task-lines.ts';
import { failure, live, paused, states, taskIn } from '../../ingest/samples.ts';
import { messageProblems, wordsOf } from '../slack-limits.ts';

const date = (seconds: number, shown: string) =>
  `<!date^${seconds}^{date_short_pretty} {time}|1970-01-01 ${shown} UTC>`;
const time = (seconds: number, shown: string) => `<!date^${seconds}^{time}|${shown} UTC>`;

describe('The line of a task that is', () => {
  const since = `since ${date(2, '00:00')}`;
  const ended = `⏹ ended ${date(122, '00:02')}`;
  const askedFor = `🟡 asked for at ${time(0, '00:00')}`;
  const lines = [
    askedFor,
    askedFor,
    `🟢 ${since}`,
    `⏸ ${since}`,
    `🟡 ${since}`,
    `🟡 ${since}`,
    ended,
    ended,
    `❌ did not start ${date(3, '00:00')}`,
    `❓ answer lost ${date(4, '00:00')}`,
    `🧹 robot removed ${date(5, '00:00')}`,
  ];

  test.each(states.map((state, index) => [state.name, state, index] as const))(
    '%s says what it is, which, since when, whose and where',
    (name, state, index) => {
      const [sign, ...when] = (lines[index] ?? '').split(' ');
      const more = name === 'paused' ? ' · paused: it still costs money' : '';
      expect(taskLine(taskIn(state))).toBe(
        `${sign} \`room123\` · task \`k7f2qd\` · ${when.join(' ')} · <@U0ALICE> · ap-singapore${more}`,
      );
    },
  );

  test('live without its source says so, and one that is paused says that alone', () => {
    expect(taskLine(taskIn(live, { source: 'failed' }))).toMatch(/^🔴 .* · the source cannot be pulled$/);
    expect(taskLine(taskIn(paused, { source: 'failed' }))).toMatch(/^⏸ .* · paused: it still costs money$/);
  });
});

describe('All about a task', () => {
  test('that is unknown has why, and the button that removes its robot', () => {
    const details = taskDetails(taskIn({ name: 'unknown', at: 1, failure }));
    expect(wordsOf(details)).toContain('`FailedOperation.NotRtmpFunction` — RTMP is not enabled.');
    expect(details.blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'remove-robot' }] });
  });

  test.each(states.map((state) => [state.name, state] as const))(
    'Slack takes of one that is %s',
    (_, state) => {
      expect(messageProblems(taskDetails(taskIn(state)))).toEqual([]);
    },
  );
});

describe('A line of the history', () => {
  const entry = { at: Date.UTC(2026, 10, 21, 18, 2), by: 'U0ALICE', what: 'saved a preset' };

  test('has what belongs to something that was done as code, since people may have named it', () => {
    const words = wordsOf(historyPage({ items: [{ ...entry, about: '_evil_' }], total: 1 }, 0));
    expect(words).toMatch(/<@U0ALICE> saved a preset — `_evil_`$/);
  });

  test('ends where nothing belongs to it', () => {
    expect(wordsOf(historyPage({ items: [entry], total: 1 }, 0))).toMatch(/<@U0ALICE> saved a preset$/);
  });
});
