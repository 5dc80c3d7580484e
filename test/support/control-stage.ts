import { createControl } from '../../src/ingest/control.ts';
import { GatewayError } from '../../src/ingest/errors.ts';
import { createStreamEvents } from '../../src/ingest/stream-events.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';
import { type Course, createFakes } from './fakes.ts';
import { run, taskIn } from './samples.ts';

/** What names the samples' task at TRTC. */
export const ref = { sdkAppId: 1400000001, region: 'ap-singapore', taskId: run.taskId };

export const refusal = new GatewayError({
  code: 'InternalError.InternalError',
  message: 'Internal error.',
  effect: 'none',
  hint: 'Try again in a minute.',
});
export const lost = new GatewayError({
  code: 'Network.Timeout',
  message: 'No answer in time.',
  effect: 'unknown',
  hint: 'Look into the room.',
});

/** A task in this state, and all that can be done to it. */
export async function controlled(state: TaskState, course: Course = {}) {
  const fakes = createFakes(course);
  const task: Task = taskIn(state);
  fakes.put(task);
  const newest = async () => (await fakes.tasks.get(task.handle))?.state;
  return { ...fakes, task, newest, control: createControl(fakes), streamEvents: createStreamEvents(fakes) };
}

/** A call that the test answers: it is under way from `begun` until `answer` or `refuse`. */
export function heldCall() {
  let answer = () => {};
  let refuse: (error: Error) => void = () => {};
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const answered = new Promise<void>((resolve, reject) => {
    answer = resolve;
    refuse = reject;
  });
  const call = () => {
    begin();
    return answered;
  };
  return { call, begun, answer, refuse };
}
