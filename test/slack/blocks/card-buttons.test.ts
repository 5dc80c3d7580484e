import { describe, expect, test } from '@jest/globals';
import type { Task } from '../../../src/ingest/task.ts';
import { taskButtons } from '../../../src/slack/blocks/buttons.ts';
import { card } from '../../../src/slack/blocks/card.ts';
import { ended, failure, live, paused, run, states, stopping, taskIn } from '../../support/samples.ts';
import { messageProblems } from '../../support/slack-limits.ts';

const unknown = taskIn({ name: 'unknown', at: 1, failure });

describe('What may be done to a task that is', () => {
  const buttons = [
    [],
    [],
    ['Stop', 'Pause', 'Volume & speed', 'Status'],
    ['Resume', 'Stop', 'Volume & speed', 'Status'],
    [],
    [],
    ['Start again'],
    ['Start again'],
    [],
    ['Remove the robot', 'Dismiss'],
    ['Start again'],
  ];

  test.each(states.map((state, index) => [state.name, state, index] as const))('%s', (_, state, index) => {
    expect(taskButtons(taskIn(state)).map(({ text }) => text.text)).toEqual(buttons[index]);
  });
});

test('Each button says what it does by its id, and to which task by its value', () => {
  const pressed = [
    ...taskButtons(taskIn(live)),
    ...taskButtons(taskIn(paused)),
    ...taskButtons(taskIn(ended)),
    ...taskButtons(unknown),
  ];
  expect(new Map(pressed.map(({ text, action_id }) => [text.text, action_id]))).toEqual(
    new Map([
      ['Stop', 'stop'],
      ['Pause', 'pause'],
      ['Resume', 'resume'],
      ['Volume & speed', 'adjust'],
      ['Status', 'status'],
      ['Start again', 'edit-and-retry'],
      ['Remove the robot', 'remove-robot'],
      ['Dismiss', 'dismiss'],
    ]),
  );
  expect(new Set(pressed.map(({ value }) => value))).toEqual(new Set(['k7f2qd']));
});

test('The buttons stand at the foot of the card, and there is no foot without them', () => {
  for (const state of states) {
    const foot = card(taskIn(state)).blocks.filter(({ type }) => type === 'actions');
    const elements = taskButtons(taskIn(state));
    expect(foot).toEqual(elements.length === 0 ? [] : [{ type: 'actions', elements }]);
  }
});

test.each([live, paused])('Only Stop asks before it does anything, on a card that is $name', (state) => {
  const asking = taskButtons(taskIn(state)).filter((button) => button.confirm !== undefined);
  expect(asking).toMatchObject([
    {
      action_id: 'stop',
      style: 'danger',
      confirm: {
        title: { type: 'plain_text', text: 'Stop the stream?' },
        text: { type: 'plain_text', text: 'It goes off air. This cannot be undone.' },
        confirm: { text: 'Stop' },
        deny: { text: 'Keep it running' },
      },
    },
  ]);
});

test('Removing the robot asks before it does so, and says which robot and what that does', () => {
  expect(taskButtons(unknown)).toMatchObject([
    {
      style: 'danger',
      confirm: {
        title: { type: 'plain_text', text: 'Remove the robot?' },
        text: {
          type: 'plain_text',
          text: 'ingest-k7f2qd is thrown out of the room room123. If the stream plays there, it goes off air.',
        },
        confirm: { text: 'Remove it' },
        deny: { text: 'Leave it' },
      },
    },
    { action_id: 'dismiss' },
  ]);
});

test('Dismissing asks before it does so, and says that nobody looks whether it runs', () => {
  expect(taskButtons(unknown).at(-1)).toMatchObject({
    style: 'danger',
    confirm: {
      title: { text: 'Dismiss the task?' },
      text: {
        text: 'TRTC is not asked. If ingest-k7f2qd plays in the room room123, it goes on and costs money: look there first.',
      },
      confirm: { text: 'Dismiss it' },
      deny: { text: 'Keep it' },
    },
  });
});

describe('Once a stop has failed, the card', () => {
  const stopFailed = { at: 2_000, by: 'U0ERIN', code: 'UnsupportedRegion', answerLost: false };
  const at = '<!date^2^{time}|00:00 UTC>';

  test.each([
    [live, ['Stop', 'Remove the robot', 'Pause', 'Volume & speed', 'Status']],
    [paused, ['Resume', 'Stop', 'Remove the robot', 'Volume & speed', 'Status']],
    [stopping, []],
    [ended, ['Start again']],
  ])('of a task that is $name has these buttons', (state, labels) => {
    expect(taskButtons(taskIn(state, { stopFailed })).map(({ text }) => text.text)).toEqual(labels);
  });

  test.each([
    [live, false, 'TRTC did not do it: it still runs and costs money.'],
    [paused, false, 'TRTC did not do it: it still runs and costs money.'],
    [live, true, "TRTC's answer was lost: it may still run and cost money."],
  ])('of a task that is $name says who asked for it and when', (state, answerLost, words) => {
    const { text } = card(taskIn(state, { stopFailed: { ...stopFailed, answerLost } }));
    expect(text.split('\n').at(-1)).toBe(`⚠️ <@U0ERIN> asked for a stop at ${at}, and ${words}`);
  });

  test('of a task that is over says nothing of it any more', () => {
    expect(card(taskIn(ended, { stopFailed })).text).not.toContain('asked for a stop');
  });
});

describe('The card of a task that a person settled', () => {
  const removed = { name: 'removed', at: 122_000, by: 'U0ERIN' } as const;

  test.each([
    [{ ...removed, run }, '🧹 *`room123`* is not live · its robot was removed by <@U0ERIN>'],
    [
      { ...removed, how: 'not-there' as const },
      '🧹 *`room123`* is not live · <@U0ERIN> had its robot looked for, and it was not there',
    ],
    [
      { ...removed, how: 'dismissed' as const },
      '🗑 *`room123`* was dismissed by <@U0ERIN> · nobody knows whether it ran',
    ],
    [
      { ...removed, how: 'cancelled' as const },
      '⏹ *`room123`* was not started · <@U0ERIN> cancelled the start',
    ],
  ])('says how (%j)', (state, words) => {
    expect(card(taskIn(state)).text).toBe(`${words} · asked for by <@U0ALICE>`);
    expect(taskButtons(taskIn(state)).map(({ text }) => text.text)).toEqual(['Start again']);
  });

  test('says how long it ran, where that is known', () => {
    expect(JSON.stringify(card(taskIn({ ...removed, run })).blocks)).toContain('ran 2 min');
    expect(JSON.stringify(card(taskIn(removed)).blocks)).not.toContain('ran ');
  });
});

test('Slack takes a card with buttons whatever the room is called', () => {
  for (const id of ['x'.repeat(400), '🎬'.repeat(200), '<!channel>&']) {
    for (const { state } of [taskIn(live), unknown])
      expect(messageProblems(card(taskIn(state, { room: { id, type: 0 } })))).toEqual([]);
  }
});

describe('Check', () => {
  const troubled = { source: 'restarting', lastEventAt: 90_000 } as const;
  const labels = (task: Task, checks = true) => taskButtons(task, checks).map(({ text }) => text.text);

  test.each<[what: string, more: Partial<Task>]>([
    ['cannot be reached yet', { source: 'restarting', unconfirmed: true }],
    ['is being restarted', troubled],
    ['could not be pulled once', { sourceFailures: 1 }],
    ['could not be pulled three times', { source: 'failed' }],
  ])('is offered while a source %s', (_, more) => {
    expect(labels(taskIn(live, more))).toEqual(['Stop', 'Pause', 'Volume & speed', 'Status', 'Check']);
    expect(taskButtons(taskIn(live, more), true).at(-1)).toMatchObject({
      action_id: 'check',
      value: 'k7f2qd',
    });
    expect(messageProblems(card(taskIn(live, more), true))).toEqual([]);
  });

  test.each<[what: string, task: Task, checks: boolean]>([
    ['a source that is fine', taskIn(live), true],
    ['a source that was not confirmed yet', taskIn(live, { unconfirmed: true }), true],
    ['a task without a URL', taskIn(live, { ...troubled, draft: { room: 'room123' } }), true],
    ['a bot that looks at no sources', taskIn(live, troubled), false],
  ])('is not offered with %s', (_, task, checks) => {
    expect(labels(task, checks)).not.toContain('Check');
  });

  test.each(states.filter(({ name }) => name !== 'live'))('is not on a card that is $name', (state) => {
    expect(labels(taskIn(state, { source: 'failed' }))).not.toContain('Check');
  });
});
