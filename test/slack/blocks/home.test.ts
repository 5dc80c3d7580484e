import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inSlackWords } from '../../../sandbox/slack/block-kit/check.ts';
import { homeView as slacksHome } from '../../../sandbox/slack/block-kit/view.ts';
import type { Preset } from '../../../src/ingest/preset.ts';
import type { Show } from '../../../src/ingest/shows/show.ts';
import type { Task } from '../../../src/ingest/task.ts';
import { endedShown, type HomeContent, homeRefusal, homeView } from '../../../src/slack/blocks/home.ts';
import { draft, ended, failure, live, paused, states, taskIn } from '../../support/samples.ts';
import { foreignMarkup, textsIn } from '../../support/slack-limits.ts';

const show: Show = {
  ...{ name: 'late-show', channel: 'C0LIVE', defaults: {}, rows: [draft], by: 'U0CAROL', at: 1_000 },
};
const preset: Preset = { name: 'evening', draft, by: 'U0CAROL', at: 1_000 };

function contentOf(more: Partial<HomeContent> = {}): HomeContent {
  return {
    active: [],
    page: 0,
    over: { items: [], total: 0 },
    presets: [],
    shows: [],
    mayOperate: true,
    at: 5_000,
    ...more,
  };
}

function tasks(number: number, state: Task['state'], more: Partial<Task> = {}): Task[] {
  return Array.from({ length: number }, (_, n) =>
    taskIn(state, { handle: `t${n + 1}`, room: { id: `room-${n + 1}`, type: 0 }, ...more }),
  );
}

function problemsOf(view: unknown): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(view));
  return [
    ...slacksHome(view, '/view').map(inSlackWords),
    ...(bytes > 250_000 ? [`it has ${bytes} bytes`] : []),
  ];
}

const wordsOf = (view: unknown) => textsIn(view).join('\n');
const roomsIn = (view: unknown) => wordsOf(view).match(/room-\d+(?=`\* is live)/g) ?? [];

describe('With more than fits,', () => {
  const long = { room: 'r'.repeat(64), url: `https://a.b/${'x'.repeat(2900)}` };
  const everything = contentOf({
    active: tasks(500, paused, { draft: long, source: 'failed' }),
    over: { items: tasks(endedShown, { name: 'failed', at: 3_000, failure }), total: 10_000 },
    presets: Array.from({ length: 300 }, (_, n) => ({ ...preset, name: `preset ${n}`, draft: long })),
    shows: Array.from({ length: 300 }, (_, n) => ({ ...show, name: `${'s'.repeat(37)}${n}` })),
  });

  test.each([0, 1, 49, 9_999])('Slack takes page %i of Home', (page) => {
    expect(problemsOf(homeView({ ...everything, page }))).toEqual([]);
  });

  test('it is said how many there are, and where the rest is', () => {
    const words = wordsOf(homeView(everything));
    expect(words).toContain('*Running* · 1–10 of 500');
    expect(words).toContain('*Ended* · the last 10 of 10000; `/ingest list --all` shows the rest');
    expect(words).toContain('280 more: `/ingest preset list` shows them all.');
    expect(words).toContain('290 more: `/ingest show list` shows them all.');
  });
});

describe('Of running tasks', () => {
  const active = tasks(25, live);

  test('the newest come first, ten on a page', () => {
    expect(roomsIn(homeView(contentOf({ active })))).toEqual(
      [25, 24, 23, 22, 21, 20, 19, 18, 17, 16].map((n) => `room-${n}`),
    );
    expect(roomsIn(homeView(contentOf({ active, page: 2 })))).toEqual(
      [5, 4, 3, 2, 1].map((n) => `room-${n}`),
    );
  });

  test.each([
    { page: 0, shown: '1–10 of 25', buttons: ['Next 1'] },
    { page: 1, shown: '11–20 of 25', buttons: ['Previous 0', 'Next 2'] },
    { page: 2, shown: '21–25 of 25', buttons: ['Previous 1'] },
    { page: 7, shown: '21–25 of 25', buttons: ['Previous 1'] },
  ])('page $page shows $shown and leads to $buttons', ({ page, shown, buttons }) => {
    const view = homeView(contentOf({ active, page }));
    expect(wordsOf(view)).toContain(`*Running* · ${shown}`);
    const pager = JSON.stringify(view).matchAll(/"text":"(Next|Previous)"},"value":"(\d+)"/g);
    expect([...pager].map(([, label, value]) => `${label} ${value}`)).toEqual(buttons);
    expect(view.private_metadata).toBe(String(Math.min(page, 2)));
  });

  test('paused ones say that they still cost money', () => {
    expect(wordsOf(homeView(contentOf({ active: tasks(1, paused) })))).toContain('It still costs money');
  });
});

test('Where there is nothing, Home says so and offers to start', () => {
  const words = wordsOf(homeView(contentOf()));
  expect(words).toContain('Nothing runs.');
  expect(words).toContain('Start a stream');
  expect(words).not.toContain('Ended');
  expect(words).not.toContain('Presets');
  expect(words).not.toContain('Shows');
});

describe('Home of', () => {
  const content = contentOf({
    active: tasks(11, live),
    over: { items: [taskIn(ended), taskIn({ name: 'failed', at: 3_000, failure })], total: 2 },
    presets: [preset],
    shows: [show],
  });
  const labels = (view: unknown) => JSON.stringify(view).match(/(?<="action_id":")[^"]+/g) ?? [];

  test('an operator has a button for whatever may be done', () => {
    expect(new Set(labels(homeView(content)))).toEqual(
      new Set([
        'open-form',
        'stop',
        'pause',
        'adjust',
        'status',
        'home-next',
        'show-open',
        'show-start',
        'edit-and-retry',
        'start-preset',
      ]),
    );
    expect(labels(homeView(content)).filter((id) => id === 'edit-and-retry')).toHaveLength(2);
  });

  test('a viewer shows the same tasks, with buttons for turning pages only', () => {
    const view = homeView({ ...content, mayOperate: false });
    expect(labels(view)).toEqual(['home-next']);
    expect(roomsIn(view)).toEqual(roomsIn(homeView(content)));
    expect(problemsOf(view)).toEqual([]);
  });

  test('somebody without rights says why, and how to ask', () => {
    const view = homeRefusal({ reason: 'not-listed' }, { users: ['U0CAROL'], groups: [] });
    expect(textsIn(view)).toEqual([
      '🚫 You are not on the list of people who may start streams. <@U0CAROL> can change that.',
      'Ask for the role of viewer to look, or operator to run streams; `/ingest allow` gives it.',
    ]);
    expect(problemsOf(view)).toEqual([]);
  });

  test.each([
    [{ reason: 'not-listed' } as const, { users: [], groups: [] }],
    [{ reason: 'unreadable' } as const, { users: ['U0CAROL'], groups: [] }],
  ])('somebody refused for %j does not send them where nobody can help', (reason, helpers) => {
    expect(textsIn(homeRefusal(reason, helpers))).toHaveLength(1);
  });
});

test('Home shows neither credentials nor the query nor the stream key of any source', () => {
  const secret = { room: 'r', url: 'rtmp://user:t0psecret@a.b/live/t0psecret?sig=t0psecret' };
  const view = homeView(
    contentOf({
      active: tasks(1, live, { draft: secret }),
      over: { items: tasks(1, ended, { draft: secret }), total: 1 },
      presets: [{ ...preset, draft: secret }],
    }),
  );
  expect(wordsOf(view)).toContain('`rtmp://…@a.b/…?…`');
  expect(JSON.stringify(view)).not.toContain('t0psecret');
});

test('Slack takes Home whatever was typed, and nothing of it becomes markup', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 3000 }),
    fc.stringMatching(/^[<>&!@#`*|\n]{1,300}$/),
    fc.constantFrom('<!channel>', '<@U0BOB>', '`<!here>`', 'https://a.b/<!channel>|x'),
  );
  const datesOut = (text: string) => text.replace(/<!date\^\d+\^[^>|]+\|[-\d]+ ?[\d:]* UTC>/g, '');
  fc.assert(
    fc.property(
      typed,
      typed,
      typed.filter((name) => name !== ''),
      fc.constantFrom(...states),
      (room, url, name, state) => {
        const task = taskIn(state, { room: { id: room, type: 0 }, robot: room, draft: { room, url } });
        const view = homeView(
          contentOf({
            active: [task],
            over: { items: [task], total: 1 },
            presets: [{ ...preset, name: name.slice(0, 40), draft: { room, url } }],
          }),
        );
        expect(problemsOf(view)).toEqual([]);
        const mrkdwn = JSON.stringify(view).match(/(?<="type":"mrkdwn","text":)"(?:[^"\\]|\\.)*"/g) ?? [];
        expect(mrkdwn.map((text) => datesOut(JSON.parse(text))).flatMap(foreignMarkup)).toEqual([]);
      },
    ),
  );
});
