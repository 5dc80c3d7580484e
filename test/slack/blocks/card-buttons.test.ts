import { describe, expect, test } from '@jest/globals';
import { card, taskButtons } from '../../../src/slack/blocks/card.ts';
import { ended, failure, live, paused, states, taskIn } from '../../ingest/samples.ts';
import { messageProblems } from '../slack-limits.ts';

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
    ['Remove the robot'],
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
  ]);
});

test('Slack takes a card with buttons whatever the room is called', () => {
  for (const id of ['x'.repeat(400), '🎬'.repeat(200), '<!channel>&']) {
    for (const { state } of [taskIn(live), unknown])
      expect(messageProblems(card(taskIn(state, { room: { id, type: 0 } })))).toEqual([]);
  }
});
