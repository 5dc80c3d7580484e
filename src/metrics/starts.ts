import { CannotPost } from '../ingest/errors.ts';
import type { Notifier } from '../ingest/ports.ts';
import type { TaskEvent } from '../ingest/task-event.ts';

/** How a start has ended; `code` is `none` where there was no error. */
export interface StartOutcome {
  outcome: 'started' | 'failed' | 'unknown';
  code: string;
}

/** A notifier that counts how starts end, since each end is told once: in the thread, or by there being none. */
export function countingStarts(notifier: Notifier, count: (start: StartOutcome) => void): Notifier {
  return {
    async announce(task) {
      try {
        return await notifier.announce(task);
      } catch (error) {
        if (error instanceof CannotPost) count({ outcome: 'failed', code: error.code });
        throw error;
      }
    },
    async tell(task, event) {
      const start = startOutcome(event);
      if (start !== undefined) count(start);
      await notifier.tell(task, event);
    },
  };
}

function startOutcome(event: TaskEvent): StartOutcome | undefined {
  switch (event.type) {
    case 'started':
      return { outcome: 'started', code: 'none' };
    case 'failed':
      return { outcome: 'failed', code: event.failure.code };
    case 'lost':
      return { outcome: 'unknown', code: event.failure.code };
    default:
      return undefined;
  }
}
