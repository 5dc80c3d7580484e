import { realWait, type Wait } from './callback-delivery.ts';
import type { Emit } from './callback-event.ts';
import type { Task } from './tasks.ts';

/**
 * How long after the start each try to pull a source fails that cannot be reached. Documented (trtc.io/document/62717):
 * TRTC tries again at the 0th, 1st and 3rd second and tells of it (701, Status 2), and tells of a failure once (Status 1).
 * Assumed: that Status 2 comes once, that each of the three tries tells of its failure, half a second later, and that the
 * task itself goes on.
 */
export const deadAfterMs: readonly number[] = [500, 1_500, 3_500];

export interface DeadSourceParts {
  readonly emit: Emit;
  /** Whether the task runs, and still has no source. */
  readonly lacksSource: (task: Task) => boolean;
  /** default real time */
  readonly wait: Wait | undefined;
  /** Ends it when aborted. */
  readonly life: AbortSignal;
}

/** Tells of a source that fails from now on, as long as its task runs without it: events 701 with Status 2, 1, 1, 1. */
export async function failSource(
  task: Task,
  failsAfterMs: readonly number[],
  { emit, lacksSource, wait = realWait, life }: DeadSourceParts,
): Promise<void> {
  emit('starting again', task);
  let passed = 0;
  for (const ms of failsAfterMs) {
    if (ms > passed) await wait(ms - passed, life).catch(() => {});
    passed = ms;
    if (life.aborted || !lacksSource(task)) return;
    emit('failed', task);
  }
}
