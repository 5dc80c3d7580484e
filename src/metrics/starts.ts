import type { TaskEvent } from '../ingest/task.ts';

/** How a start has ended; `code` is `none` if there was no error. */
export interface StartOutcome {
  outcome: 'started' | 'failed' | 'unknown';
  code: string;
}

/** Counts how starts end, from the events that tasks have. */
export function countingStarts(count: (start: StartOutcome) => void): (event: TaskEvent) => void {
  return (event) => {
    const start = startOutcome(event);
    if (start !== undefined) count(start);
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
