import type { Courier } from './courier.ts';
import type { Clock, Journal, TaskStore } from './ports.ts';
import type { Recorder } from './recorder.ts';
import { isRunning, type Source, type Task } from './task.ts';
import { after, canHappen } from './task-event.ts';

/** What TRTC says of a task, in an event of its own. Times are milliseconds since the epoch. */
export interface StreamEvent {
  taskId: string;
  /** When it happened, by TRTC's clock: what events are ordered by. */
  at: number;
  what: 'started' | 'start-failed' | 'restarting' | 'stopped';
}

export interface FollowerPorts {
  tasks: TaskStore;
  recorder: Recorder;
  courier: Courier;
  journal: Journal;
  clock: Clock;
}

export interface Follower {
  /**
   * Takes note of an event. Resolves when it is written down, with what is left to do: telling people. An event that
   * came before, is older than what is known, or belongs to no task changes nothing; nor does one of a task of another
   * application than those whose key it was signed with (all, if absent). Throws StoreUnavailable.
   */
  note(event: StreamEvent, signers?: readonly number[]): Promise<() => Promise<void>>;
}

/** After so many failures in a row the source is worth a look (TRTC's page on its event callbacks). */
const failuresToTell = 3;

const nothingLeft = async () => {};

/** Follows running tasks by the events that TRTC sends, which come more than once and in any order. */
export function createFollower({ tasks, recorder, courier, journal, clock }: FollowerPorts): Follower {
  return {
    async note(event, signers) {
      const task = await tasks.byTaskId(event.taskId);
      if (task === undefined) {
        journal.info({ taskId: event.taskId, what: event.what }, 'An event of a task that is not known here');
        return nothingLeft;
      }
      if (signers !== undefined && !signers.includes(task.sdkAppId)) {
        journal.warn(
          { task: task.handle, what: event.what },
          "An event was signed with another application's key",
        );
        return nothingLeft;
      }
      const changed = await (event.what === 'stopped'
        ? end(task.handle, event.at)
        : noteSource(task.handle, event));
      return changed === undefined ? nothingLeft : () => courier.tell(changed);
    },
  };

  /** An end is the last thing that happens to a task, so it is never too old. */
  function end(handle: string, at: number): Promise<Task | undefined> {
    const event = { type: 'ended', at: clock() } as const;
    return recorder.change(handle, (current) =>
      canHappen(current, event)
        ? { task: { ...after(current, event), lastEventAt: Math.max(at, current.lastEventAt ?? at) }, event }
        : undefined,
    );
  }

  function noteSource(handle: string, { at, what }: StreamEvent): Promise<Task | undefined> {
    return recorder.change(handle, (current) => {
      if (!isRunning(current) || at <= (current.lastEventAt ?? Number.NEGATIVE_INFINITY)) return undefined;
      const before = current.source ?? 'fine';
      const sourceFailures = failuresAfter(current.sourceFailures ?? 0, what);
      const source = sourceAfter(before, what, sourceFailures);
      return {
        task: { ...current, lastEventAt: at, sourceFailures, source },
        event: source === before ? undefined : { type: 'source', at, source },
      };
    });
  }
}

/** Only a source that was reached starts the count anew: TRTC announces each new try as well. */
function failuresAfter(before: number, what: StreamEvent['what']): number {
  if (what === 'started') return 0;
  return what === 'start-failed' ? before + 1 : before;
}

function sourceAfter(source: Source, what: StreamEvent['what'], failures: number): Source {
  if (what === 'started') return 'fine';
  if (what === 'restarting') return 'restarting';
  return failures >= failuresToTell ? 'failed' : source;
}
