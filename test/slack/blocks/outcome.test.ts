import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TaskState } from '../../../src/ingest/task.ts';
import { outcome } from '../../../src/slack/blocks/outcome.ts';
import { failure, taskIn } from '../../ingest/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../slack-limits.ts';

const taskId = '-gCTFWtU7t7DUlo7A8IswFszO9z2O-rbERqJAoK-4pycoZXKjIAAnasdcasdOEycyX4CnzhIm4RAQ..';
const retry = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      action_id: 'edit-and-retry',
      text: { type: 'plain_text', text: 'Edit and retry' },
      value: 'k7f2qd',
    },
  ],
};

test.each<TaskState>([{ name: 'queued' }, { name: 'starting', since: 1 }])(
  'A task that is $name has no outcome to tell',
  (state) => expect(outcome(taskIn(state))).toBeUndefined(),
);

describe('The thread of a task', () => {
  test('that is live is told its whole TaskId, handle and RequestId', () => {
    const told = outcome(taskIn({ name: 'live', since: 1, taskId, requestId: 'request-1' }));
    expect(told?.text).toBe(`✅ Started. TaskId \`${taskId}\`  ·  task \`k7f2qd\` · RequestId \`request-1\``);
    expect(told?.blocks).toHaveLength(1);
  });

  test('that failed is told code, message, what to do and RequestId, with a button to try again', () => {
    const told = outcome(taskIn({ name: 'failed', at: 1, failure }));
    expect(told?.text).toBe(
      '❌ `FailedOperation.NotRtmpFunction` — RTMP is not enabled.\n' +
        '*What to do:* Subscribe to a package that includes it. RequestId `71993312-6ab8-4768-9124-118e0a20c45f`',
    );
    expect(told?.blocks.at(-1)).toEqual(retry);
  });

  test('that failed without an answer is told of no RequestId', () => {
    const { requestId: _, ...unanswered } = failure;
    expect(outcome(taskIn({ name: 'failed', at: 1, failure: unanswered }))?.text).not.toContain('RequestId');
  });

  test('that is unknown is told that nobody knows, and which robot to look for', () => {
    const told = outcome(taskIn({ name: 'unknown', at: 1, failure }));
    expect(told?.text).toContain('Nobody knows whether it started');
    expect(told?.text).toContain('The robot to look for in the room is `ingest-k7f2qd`.');
    expect(told?.blocks.at(-1)).toEqual(retry);
  });

  test('is told what to do however long Tencent’s message is', () => {
    const told = outcome(
      taskIn({ name: 'failed', at: 1, failure: { ...failure, message: 'x'.repeat(4000) } }),
    );
    expect(told && messageProblems(told)).toEqual([]);
    const said = told === undefined ? '' : wordsOf(told);
    expect([failure.hint, failure.requestId].filter((part) => !said.includes(part))).toEqual([]);
  });
});

test('Slack takes every outcome, and nothing that came from Tencent becomes markup', () => {
  const foreign = fc.oneof(
    fc.string({ minLength: 1, maxLength: 400 }),
    fc.constantFrom('<!channel>', '`<@U0BOB>`', '<https://a.b|x>'),
  );
  fc.assert(
    fc.property(
      foreign,
      foreign,
      foreign,
      fc.constantFrom('failed', 'unknown'),
      (code, message, requestId, name) => {
        const told = outcome(
          taskIn({ name, at: 1, failure: { code, message, hint: 'Try again.', requestId } }),
        );
        expect(told && messageProblems(told)).toEqual([]);
        expect([told?.text ?? '', ...textsIn(told?.blocks)].flatMap(foreignMarkup)).toEqual([]);
      },
    ),
  );
});
