import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Draft } from '../../../src/ingest/fields.ts';
import type { Source, Task, TaskState } from '../../../src/ingest/task.ts';
import { card } from '../../../src/slack/blocks/card.ts';
import { draft, ended, failure, live, paused, states, stopping, taskIn } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../../support/slack-limits.ts';

const time = (seconds: number, shown: string) => `<!date^${seconds}^{time}|${shown} UTC>`;
const where = '`https://a.b/test.mp4` · robot `ingest-k7f2qd` · task `k7f2qd`';
const since = `${where} · since <!date^2^{time}, {ago}|00:00 UTC>`;

describe('The card of a task that is', () => {
  const beingStopped = ['🟡 *`room123`* is being stopped by <@U0DAVE> · ap-singapore', since];
  const until = `${where} · since ${time(2, '00:00')} · until ${time(122, '00:02')} · ran 2 min`;
  const lines = [
    ['🟡 *`room123`* is starting · asked for by <@U0ALICE> · ap-singapore', where],
    ['🟡 *`room123`* is starting · asked for by <@U0ALICE> · ap-singapore', where],
    ['🟢 *`room123`* is live · started by <@U0ALICE> · ap-singapore', since],
    [
      '⏸ *`room123`* is paused by <@U0CAROL> · started by <@U0ALICE> · ap-singapore\n' +
        `It still costs money, and ends by itself at ${time(43_202, '12:00')} unless it is resumed.`,
      since,
    ],
    beingStopped,
    beingStopped,
    ['⏹ *`room123`* has ended · stopped by <@U0DAVE> · started by <@U0ALICE>', until],
    ['⏹ *`room123`* has ended · by itself · started by <@U0ALICE>', until],
    ['❌ *`room123`* did not start · asked for by <@U0ALICE>', where],
    ['❓ *`room123`* may or may not be live · asked for by <@U0ALICE> · ap-singapore', where],
    ['🧹 *`room123`* is not live · its robot was removed by <@U0CAROL> · asked for by <@U0ALICE>', where],
  ];

  test.each(states.map((state, index) => [state.name, state, index] as const))(
    '%s says so',
    (_, state, index) => {
      const { text, blocks } = card(taskIn(state));
      expect(textsIn(blocks.filter(({ type }) => type !== 'actions'))).toEqual(lines[index]);
      expect(text).toBe(lines[index]?.[0]);
    },
  );

  test.each<[Source, string]>([
    ['fine', '🟢 *`room123`* is live ·'],
    ['restarting', '🟠 *`room123`* is live, and its source is being restarted ·'],
    ['failed', '🔴 *`room123`* is live without its source ·'],
  ])('live says that its source is %s', (source, beginning) => {
    expect(card(taskIn(live, { source })).text.startsWith(beginning)).toBe(true);
  });

  test.each([
    [
      { what: 'entered', at: 1 },
      '🟠 *`room123`* did start: its robot is in the room, its TaskId is lost · asked',
    ],
    [{ what: 'left', at: 1 }, '🚪 *`room123`* did start, and its robot has left the room · asked'],
  ] as const)('unknown says where its robot is, where the room told: %j', (robotSeen, beginning) => {
    expect(card(taskIn({ name: 'unknown', at: 1, failure }, { robotSeen })).text).toContain(beginning);
  });

  test.each([
    [{ what: 'left', at: 1, told: true }, '🟠 *`room123`* has not ended, and its robot has left the room ·'],
    [{ what: 'left', at: 1 }, '🟢 *`room123`* is live ·'],
    [{ what: 'entered', at: 1 }, '🟢 *`room123`* is live ·'],
  ] as const)('live says where its robot is only once people were told: %j', (robotSeen, beginning) => {
    expect(card(taskIn(live, { robotSeen })).text.startsWith(beginning)).toBe(true);
  });

  const first = { lastEventAt: live.since + 59_999 };
  test.each<[string, Partial<Task>, string]>([
    ['nothing was heard yet', {}, '🟡 *`room123`* started, source not confirmed yet'],
    [
      'TRTC tries again',
      { source: 'restarting', lastEventAt: live.since + 70_000 },
      '🟠 *`room123`* started, but TRTC cannot reach the source yet',
    ],
    ...[1, 2].map((sourceFailures): [string, Partial<Task>, string] => [
      `${sourceFailures} tries have failed`,
      { source: 'restarting', sourceFailures, ...first },
      '🟠 *`room123`* started, but TRTC could not pull the source: check that the URL plays',
    ]),
    [
      'three tries have failed',
      { source: 'failed', sourceFailures: 3 },
      '🔴 *`room123`* started, but TRTC cannot pull the source: check that the URL plays',
    ],
  ])('started and not confirmed does not say that it is live: %s', (_, more, beginning) => {
    expect(card(taskIn(live, { unconfirmed: true, ...more })).text).toBe(
      `${beginning} · asked for by <@U0ALICE> · ap-singapore`,
    );
  });

  test('live says that TRTC cannot reach its source in the first minute, and when one try has failed', () => {
    const beginning = (more: Partial<Task>) => card(taskIn(live, more)).text.split(' · ')[0];
    expect(beginning({ source: 'restarting', ...first })).toBe(
      '🟠 *`room123`* started, but TRTC cannot reach the source yet',
    );
    expect(beginning({ source: 'restarting', sourceFailures: 1 })).toBe(
      '🟠 *`room123`* is live, but TRTC could not pull the source: check that the URL plays',
    );
  });

  test('over says to check the URL where it ended by itself too soon, or without its source', () => {
    const byItself = (ms: number): TaskState => ({
      ...ended,
      at: ended.since + ms,
      end: { how: 'by-itself' },
    });
    const beginning = (ms: number, more: Partial<Task> = {}) =>
      card(taskIn(byItself(ms), more)).text.split(' · ')[1];
    expect(beginning(40_000)).toBe('by itself after 40 s: check that the URL plays');
    expect(beginning(119_999)).toBe('by itself after 1 min: check that the URL plays');
    expect(beginning(120_000)).toBe('by itself');
    expect(beginning(600_000, { unconfirmed: true })).toBe(
      'by itself after 10 min: check that the URL plays',
    );
    expect(card(taskIn({ ...ended, at: ended.since + 1 })).text).not.toContain('check');
  });

  test('live says how loud and how fast it plays where that was asked for', () => {
    const loud = card(taskIn(live, { draft: { ...draft, volume: '80', tempo: '1.5' } }));
    expect(wordsOf(loud)).toContain('task `k7f2qd` · volume `80` · speed `1.5` · since');
  });
});

describe('Until when a stream runs', () => {
  const loop = { ...draft, repeat: '-1', 'max-duration': '120' };
  const wordsOn = (state: TaskState, drafted: Draft = loop) =>
    wordsOf(card(taskIn(state, { draft: drafted })));

  test('is said of a loop with a longest duration', () => {
    expect(wordsOn(live)).toContain(`{ago}|00:00 UTC> · until ${time(2 + 120 * 60, '02:00')}`);
  });

  test('is said with its day where it is another one', () => {
    const day = '<!date^604802^{date_short_pretty} {time}|1970-01-08 00:00 UTC>';
    expect(wordsOn(live, { ...loop, 'max-duration': '10080' })).toContain(`until ${day}`);
  });

  test.each<[string, TaskState, Draft]>([
    ['plays once', live, { ...draft, 'max-duration': '120' }],
    ['plays a few times', live, { ...draft, repeat: '3', 'max-duration': '120' }],
    ['loops for ever', live, { ...draft, repeat: '-1' }],
    ['is being stopped', stopping, loop],
  ])('is not said of what %s', (_, state, drafted) => {
    expect(wordsOn(state, drafted)).not.toContain('until');
  });

  test('is not said of what was paused before: no page says whether that counts', () => {
    expect(wordsOf(card(taskIn(live, { draft: loop, wasPaused: true })))).not.toContain('until');
  });

  test('is said once of what is paused: when its twelve hours are over', () => {
    const words = wordsOn(paused);
    expect(words).toContain(`ends by itself at ${time(43_202, '12:00')} unless it is resumed`);
    expect(words).not.toContain('until');
  });
});

test('A card shows neither credentials nor the query nor the stream key of its source', () => {
  const url = 'rtmp://user:t0psecret@a.b/live/t0psecret?sig=t0psecret';
  for (const state of states) {
    const posted = card(taskIn(state, { draft: { room: 'room123', url } }));
    expect(wordsOf(posted)).toContain('`rtmp://…@a.b/…?…`');
    expect(JSON.stringify(posted)).not.toContain('t0psecret');
  }
});

test('Slack takes the card of any room, robot and URL, and nothing that was typed in them becomes markup', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 3000 }),
    fc.stringMatching(/^[<>&!@#`*|\n]{1,300}$/),
    fc.constantFrom('<!channel>', '<@U0BOB>', '<#C1|x>', '`<!here>`', 'https://a.b/<!channel>|x'),
  );
  fc.assert(
    fc.property(typed, typed, typed, fc.constantFrom(...states), (room, url, robot, state) => {
      const posted = card(taskIn(state, { room: { id: room, type: 0 }, robot, draft: { room, url } }));
      expect(messageProblems(posted)).toEqual([]);
      const read = posted.blocks.filter(({ type }) => type !== 'actions');
      expect([posted.text, ...textsIn(read)].flatMap(foreignMarkup)).toEqual([]);
    }),
  );
});
