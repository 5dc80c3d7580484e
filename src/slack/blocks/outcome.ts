import type { Failure, Task } from '../../ingest/task.ts';
import { actionIds } from '../action-ids.ts';
import { button, type Message, message } from './build.ts';
import { code, cut, escapeText } from './mrkdwn.ts';

/** What the thread is told of the state that a task has come to; undefined where there is nothing to tell. */
export function outcome(task: Task): Message | undefined {
  switch (task.state.name) {
    case 'queued':
    case 'starting':
      return undefined;
    case 'live': {
      const { taskId, requestId } = task.state;
      return message(
        `✅ Started. TaskId ${code(taskId)}  ·  task ${code(task.handle)} · RequestId ${code(requestId)}`,
      );
    }
    case 'failed':
      return message(`❌ ${explained(task.state.failure)}`, [retryButton(task)]);
    case 'unknown':
      return message(
        `❓ Nobody knows whether it started: the answer was lost.\n${explained(task.state.failure)}\nThe robot to look for in the room is ${code(task.robot)}.`,
        [retryButton(task)],
      );
  }
}

/** What matters more stands below Tencent's words, and must not be pushed out of the message by them. */
const longestMessage = 300;

function explained({ code: errorCode, message: words, hint, requestId }: Failure): string {
  const reference = requestId === undefined ? '' : ` RequestId ${code(requestId)}`;
  return `${code(errorCode)} — ${escapeText(cut(words, longestMessage))}\n*What to do:* ${hint}${reference}`;
}

function retryButton(task: Task) {
  return button(actionIds.editAndRetry, 'Edit and retry', task.handle);
}
