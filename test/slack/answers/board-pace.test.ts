import { describe, expect, test } from '@jest/globals';
import { boardStage } from '../../support/board-stage.ts';
import { live, paused } from '../../support/samples.ts';

const minuteMs = 60_000;
const rows = 100;
const states = [live, paused];

/** The most of these moments that lie within any one minute. */
function mostInAMinute(moments: readonly number[]): number {
  return Math.max(
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + minuteMs).length),
  );
}

describe.each([1, 2])('The board of a show on %d instances', (instances) => {
  test('of which each of 100 rows changes every second for two minutes is changed 40 times a minute at most, is never refused, and is right at most 5 s later', async () => {
    const { slack, become, edits, pass, shown } = await boardStage({ rows, instances });
    const told: Promise<void>[] = [];
    for (let second = 0; second <= 120; second += 1) {
      const state = states[second % 2] ?? live;
      for (let row = 0; row < rows; row += 1) told.push(become(row, state, row));
      await pass(1_000);
    }
    await pass(4_000);
    expect(shown()[0]?.[0]).toBe('🟢 100 of 100');
    expect(slack.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(mostInAMinute(edits())).toBeLessThanOrEqual(40);
    expect(edits().length).toBeGreaterThan(70);
    await Promise.all(told);
  }, 60_000);

  test.each([0, 1, 700, 1_499, 1_500, 4_000])(
    'is right 5 s after what happens %d ms after an edit, and that has no more edits than it needs',
    async (ms) => {
      const { become, edits, pass, shown } = await boardStage({ instances, rows: 2 });
      await become(0, live, 0);
      await pass(ms);
      const told = become(1, live, 1);
      await pass(5_000);
      expect(shown()).toEqual([['🟢 2 of 2', ['section', 'table', 'actions']]]);
      expect(edits()).toHaveLength(2);
      await told;
    },
  );

  test('is right if Slack does an edit after the next one', async () => {
    const { slack, become, pass, shown } = await boardStage({ instances });
    let letGo = () => {};
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    slack.fail({ kind: 'held', until }, { method: 'chat.update' });
    const first = become(0, paused, 0);
    await pass(1_600, 1);
    const second = become(0, live, 1);
    await pass(1_600, 1);
    expect(shown()[0]?.[0]).toBe('🟢 1 of 1');
    letGo();
    await pass(5_000);
    await Promise.all([first, second]);
    expect(shown()[0]?.[0]).toBe('🟢 1 of 1');
  });

  test('that Slack tells to wait 30 s is right then, with one more edit', async () => {
    const { slack, become, edits, pass, shown } = await boardStage({ instances, rows });
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method: 'chat.update' });
    const told = Array.from({ length: rows }, (_, row) => become(row, live, row));
    await pass(29_900);
    expect(edits()).toHaveLength(1);
    await pass(5_000);
    expect(shown()[0]?.[0]).toBe('🟢 100 of 100');
    await Promise.all(told);
  });
});
