import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../../src/ingest/errors.ts';
import { controlAnswer, notFound } from '../../../src/slack/blocks/control-answers.ts';
import { ended, live, paused, states, taskIn } from '../../support/samples.ts';

const name = '`room123` (task `k7f2qd`)';

describe('What was done is said as what it is:', () => {
  test.each([
    ['stop', taskIn(ended), 'stopped'],
    ['stop', taskIn({ name: 'removed', at: 1, by: 'U0ERIN' }), 'off air, its robot removed'],
    ['remove', taskIn({ name: 'removed', at: 1, by: 'U0ERIN' }), 'off air, its robot removed'],
    [
      'remove',
      taskIn({ name: 'removed', at: 1, by: 'U0ERIN', how: 'not-there' }),
      'not live: its robot is not in the room',
    ],
    ['remove', taskIn(ended), 'taken off air'],
    ['dismiss', taskIn({ name: 'removed', at: 1, by: 'U0ERIN', how: 'dismissed' }), 'dismissed'],
    [
      'stop',
      taskIn({ name: 'removed', at: 1, by: 'U0ERIN', how: 'cancelled' }),
      'not live: its start was cancelled before TRTC was asked',
    ],
    ['pause', taskIn(paused), 'paused'],
    ['resume', taskIn(live), 'resumed'],
    ['update', taskIn(live), 'changed'],
  ] as const)('%s', (verb, task, words) => {
    expect(controlAnswer(verb, { kind: 'done', task })).toBe(
      `✅ ${name} is ${words}; its thread is in <#C0LIVE>.`,
    );
  });
});

describe('Nothing is done to a task that', () => {
  const why = [
    'has not started yet',
    'has not started yet',
    'is live',
    'is paused by <@U0CAROL>',
    'is being stopped by <@U0DAVE>',
    'is being stopped by <@U0DAVE>',
    'was stopped by <@U0DAVE>',
    'has ended by itself',
    'did not start',
    'may or may not be live: its answer was lost, so the bot has no TaskId for it',
    'is not live: its robot was removed by <@U0CAROL>',
  ];

  test.each(states.map((state, index) => [why[index] ?? '', state] as const))('%s', (words, state) => {
    expect(controlAnswer('pause', { kind: 'not-now', task: taskIn(state) })).toBe(
      `Nothing was done: ${name} ${words}.`,
    );
  });
});

test.each([{ name: 'queued' }, { name: 'starting', since: 1 }] as const)(
  'A stop that waited for a start in vain says that it may still go on air: $name',
  (state) => {
    expect(controlAnswer('stop', { kind: 'not-now', task: taskIn(state) })).toBe(
      `⚠️ ${name} is not stopped: its start is still under way, and may end in a stream. Stop it once more.`,
    );
  },
);

test.each([
  ['not-there', 'is not live: <@U0ERIN> had its robot looked for, and it was not there'],
  ['dismissed', 'was dismissed by <@U0ERIN>'],
  ['cancelled', 'was not started: <@U0ERIN> cancelled its start'],
] as const)('Nothing is done to a task that was settled so: %s', (how, words) => {
  const task = taskIn({ name: 'removed', at: 1, by: 'U0ERIN', how });
  expect(controlAnswer('stop', { kind: 'not-now', task })).toBe(`Nothing was done: ${name} ${words}.`);
});

test('A task that is not confirmed yet is not called live', () => {
  const task = taskIn(live, { unconfirmed: true });
  expect(controlAnswer('resume', { kind: 'not-now', task })).toBe(
    `Nothing was done: ${name} has started, and its source is not confirmed yet.`,
  );
});

describe('What TRTC did not do is said with', () => {
  const answer = (effect: GatewayError['effect']) => {
    const details = { code: 'Network.Timeout', message: 'No answer.', hint: 'Look into the room.', effect };
    return controlAnswer('stop', { kind: 'failed', task: taskIn(live), error: new GatewayError(details) });
  };

  test('what to do about it', () => {
    expect(answer('none')).toBe(
      `❌ ${name} was not stopped.\n\`Network.Timeout\` — No answer.\n*What to do:* Look into the room.`,
    );
  });

  test('the advice to do it again, where it may have been done', () => {
    expect(answer('unknown')).toMatch(
      /\*What to do:\* TRTC may have done it all the same; .* Try once more\.$/,
    );
  });
});

test('A stop that failed is answered with the other way, as long as there is one', () => {
  const stopFailed = { at: 1, by: 'U0ERIN', code: 'UnsupportedRegion', answerLost: false };
  const error = new GatewayError({ code: 'UnsupportedRegion', message: 'No.', hint: 'Ask.', effect: 'none' });
  const task = taskIn(live, { stopFailed });
  const way = /\n.*\*Remove the robot\* on its card takes it off air/;
  expect(controlAnswer('stop', { kind: 'failed', task, error })).toMatch(way);
  expect(controlAnswer('remove', { kind: 'failed', task, error })).toMatch(/was not taken off air/);
  expect(controlAnswer('remove', { kind: 'failed', task, error })).not.toMatch(way);
  expect(controlAnswer('stop', { kind: 'failed', task: taskIn(live), error })).not.toMatch(way);
});

test('A name that fits no task, or several, is answered with those that were meant', () => {
  expect(notFound('k7f2qe', { found: 'none', known: ['k7f2qd', 'm3xw9a'] })).toBe(
    'No task is called `k7f2qe`. Did you mean `k7f2qd`? `/ingest list` shows what runs.',
  );
  const tasks = ['k7f2qd', 'k7m3xw'].map((handle) => taskIn(live, { handle }));
  expect(notFound('k7', { found: 'several', tasks })).toBe(
    '`k7` fits 2 tasks, `k7f2qd` and `k7m3xw` among them: give more of it.',
  );
});
