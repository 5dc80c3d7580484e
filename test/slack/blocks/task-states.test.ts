import { describe, expect, test } from '@jest/globals';
import type { Task, TaskState } from '../../../src/ingest/task.ts';
import { answerLine, historyPage, taskDetails, taskLine } from '../../../src/slack/blocks/task-lines.ts';
import { draft, ended, failure, live, paused, run, states, stopping, taskIn } from '../../support/samples.ts';
import { messageProblems, wordsOf } from '../../support/slack-limits.ts';

const date = (seconds: number, shown: string) =>
  `<!date^${seconds}^{date_short_pretty} {time}|1970-01-01 ${shown} UTC>`;
const time = (seconds: number, shown: string) => `<!date^${seconds}^{time}|${shown} UTC>`;

/** 42 minutes after the samples' start. */
const now = run.since + 42 * 60_000;

describe('The line of a task that is', () => {
  const since = `since ${date(2, '00:00')}, for 42 min`;
  const ended = `⏹ ended ${date(122, '00:02')} · ran 2 min`;
  const askedFor = `🟡 asked for at ${time(0, '00:00')}`;
  const lines = [
    askedFor,
    askedFor,
    `🟢 ${since}`,
    `⏸ ${since} · until ${time(43_202, '12:00')} unless it is resumed`,
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
      expect(taskLine(taskIn(state), now)).toBe(
        `${sign} \`room123\` · task \`k7f2qd\` · ${when.join(' ')} · <@U0ALICE> · ap-singapore${more}`,
      );
    },
  );

  test.each([
    ['entered', 'its robot is in the room'],
    ['left', 'its robot has left the room'],
  ] as const)('unknown says of its robot that it %s', (what, words) => {
    const unknown = taskIn({ name: 'unknown', at: 4_000, failure }, { robotSeen: { what, at: 1 } });
    expect(taskLine(unknown, now)).toContain(`answer lost ${date(4, '00:00')} · ${words} · <@U0ALICE>`);
  });

  test('live without its source says so, and one that is paused says that alone', () => {
    expect(taskLine(taskIn(live, { source: 'failed' }), now)).toMatch(
      /^🔴 .* · the source cannot be pulled$/,
    );
    expect(taskLine(taskIn(paused, { source: 'failed' }), now)).toMatch(
      /^⏸ .* · paused: it still costs money$/,
    );
  });
});

describe('The line of a task that a person settled', () => {
  const removed = { name: 'removed', at: 122_000, by: 'U0ERIN' } as const;
  const settled = date(122, '00:02');

  test.each([
    [{ ...removed, run }, `🧹 \`room123\` · task \`k7f2qd\` · robot removed ${settled} · ran 2 min`],
    [
      { ...removed, how: 'not-there' as const },
      `🧹 \`room123\` · task \`k7f2qd\` · robot not found ${settled}`,
    ],
    [
      { ...removed, how: 'cancelled' as const },
      `🧹 \`room123\` · task \`k7f2qd\` · start cancelled ${settled}`,
    ],
    [{ ...removed, how: 'dismissed' as const }, `🧹 \`room123\` · task \`k7f2qd\` · dismissed ${settled}`],
  ])('says how (%j)', (state, words) => {
    expect(taskLine(taskIn(state), now)).toBe(`${words} · <@U0ALICE> · ap-singapore`);
  });

  test('has its TaskId among the details, where it had one', () => {
    expect(wordsOf(taskDetails(taskIn({ ...removed, run }), now))).toContain(`TaskId \`${run.taskId}\``);
  });
});

test('The line of a task whose stop failed says so for as long as it runs', () => {
  const stopFailed = { at: 2_000, by: 'U0ERIN', code: 'UnsupportedRegion', answerLost: false };
  expect(taskLine(taskIn(live, { stopFailed }), now)).toMatch(/ · a stop failed: it may still run$/);
  expect(taskLine(taskIn(ended, { stopFailed }), now)).not.toContain('a stop failed');
});

describe('The line of a task', () => {
  const last = (more: Partial<Task>, state: TaskState = live) => {
    const parts = taskLine(taskIn(state, more), now).split(' · ');
    return [parts[0], parts.at(-1)];
  };
  const tooSoon: TaskState = { ...ended, at: ended.since + 119_999, end: { how: 'by-itself' } };

  test.each<[Partial<Task>, string, string]>([
    [{ unconfirmed: true }, '🟡 `room123`', 'started, source not confirmed yet'],
    [{ unconfirmed: true, source: 'restarting' }, '🟠 `room123`', 'TRTC cannot reach the source yet'],
    [{ source: 'restarting' }, '🟠 `room123`', 'its source is being restarted'],
    [
      { unconfirmed: true, sourceFailures: 1 },
      '🟠 `room123`',
      'TRTC could not pull the source: check that the URL plays',
    ],
    [{ unconfirmed: true, source: 'failed' }, '🔴 `room123`', 'the source cannot be pulled'],
  ])('%j says how its source stands', (more, sign, words) => {
    expect(last(more)).toEqual([sign, words]);
  });

  test('that is not live says nothing of a source, and one that ended too soon to check the URL', () => {
    expect(last({ unconfirmed: true }, paused).at(-1)).toBe('paused: it still costs money');
    expect(last({}, tooSoon)).toEqual(['⏹ `room123`', 'check that the URL plays']);
    expect(last({}, ended).at(-1)).toBe('ap-singapore');
  });
});

describe('The line of a loop with a longest duration', () => {
  const loop = { ...draft, repeat: '-1', 'max-duration': '120' };

  test.each([
    [42 * 60_000, ', for 42 min · until <!date^7202^{time}|02:00 UTC> · '],
    [119 * 60_000, ', for 1 h 59 min · until <!date^7202^{time}|02:00 UTC> · '],
    [120 * 60_000, ', for 2 h 0 min · <@'],
    [51 * 60 * 60_000, ', for 2 d 3 h · <@'],
  ])(
    'says %d ms after its start how long it has run, and until when as long as that is to come',
    (ms, words) => {
      expect(taskLine(taskIn(live, { draft: loop }), run.since + ms)).toContain(words);
    },
  );

  test('names the day of an end that is more than a day away', () => {
    const week = taskIn(live, { draft: { ...loop, 'max-duration': '10080' } });
    expect(taskLine(week, now)).toContain(
      'until <!date^604802^{date_short_pretty} {time}|1970-01-08 00:00 UTC>',
    );
    expect(taskLine(week, now + 6 * 24 * 60 * 60_000)).toContain('until <!date^604802^{time}|00:00 UTC>');
  });

  test('says no end while it is being stopped', () => {
    expect(taskLine(taskIn(stopping, { draft: loop }), now)).not.toContain('until');
  });
});

describe('What TRTC answered', () => {
  const at = Date.UTC(2026, 10, 27, 18, 2, 11);
  const when = `<!date^${at / 1000}^{time_secs}|18:02:11 UTC>`;

  test.each([
    [true, `TRTC at ${when}: it runs (\`InProgress\`)`],
    [false, `TRTC at ${when}: it does not run any more (\`NotExist\`)`],
  ])('(%s) is said with the second', (runs, words) => {
    expect(answerLine({ task: taskIn(live), answer: { asked: true, at, runs } }, at + 5_000)).toBe(words);
  });

  test('is said not to be known so soon after a start, and is nothing where nobody is to be asked', () => {
    expect(answerLine({ task: taskIn(live), answer: { asked: false } }, run.since + 3_000)).toBe(
      'TRTC was not asked yet, 3 s after the start: it lists a task only after some seconds.',
    );
    expect(answerLine({ task: taskIn({ name: 'queued' }) }, at)).toBeUndefined();
  });
});

describe('All about a task', () => {
  test('that is unknown has why, and the buttons that remove its robot or dismiss it', () => {
    const details = taskDetails(taskIn({ name: 'unknown', at: 1, failure }), now);
    expect(wordsOf(details)).toContain('`FailedOperation.NotRtmpFunction` — RTMP is not enabled.');
    expect(details.blocks.at(-1)).toMatchObject({
      elements: [{ action_id: 'remove-robot' }, { action_id: 'dismiss' }],
    });
  });

  test.each(states.map((state) => [state.name, state] as const))(
    'Slack takes of one that is %s',
    (_, state) => {
      expect(messageProblems(taskDetails(taskIn(state), now))).toEqual([]);
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
