import { createPauses } from '../async/pauses.ts';
import type { Wait } from '../async/wait.ts';
import { StoreUnavailable } from './errors.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { TaskStore } from './ports.ts';
import type { Clock, Logger } from './runtime.ts';
import { type SourceWord, sourceEventsOf, sourceOf, withWord } from './source-events.ts';
import { isRunning, type RunningTask, type Source, type Task, type TaskEvent } from './task.ts';
import { accepts, transition } from './task-machine.ts';
import { confirmed, firstMinuteMs, standingOf } from './task-source.ts';
import type { Transitions } from './transitions.ts';

/** What the service says of a task, in an event of its own. Times are milliseconds since the epoch. */
export interface StreamEvent {
  taskId: string;
  /** When it happened, by the service's clock: what events are ordered by. */
  at: number;
  what: SourceWord | 'stopped';
}

export interface StreamEventsPorts {
  tasks: TaskStore;
  transitions: Transitions;
  relay: OutboxRelay;
  logger: Logger;
  clock: Clock;
  wait: Wait;
}

export interface StreamEvents {
  /**
   * Takes note of an event. Resolves when it is written down, with what is left to do: telling people. An event that
   * came before or is older than what is known changes nothing; nor does one of a task of another application than those
   * whose key it was signed with (all, if absent). One of a task that is not known is looked at again for some seconds, as
   * what is left to do: the answer to the start may come after it. Throws StoreUnavailable.
   */
  handle(event: StreamEvent, signers?: readonly number[]): Promise<() => Promise<void>>;
  /** Waits for no task any more: to be called before the process ends. */
  stop(): void;
}

/** The answer to a start comes within ten seconds or not at all. Events of other programs' tasks come here, too. */
const lookAgainMs = [1_000, 4_000, 15_000];
const mostWaiting = 1_000;

const nothingLeft = async () => {};

/** Follows running tasks by the events that the service sends, which come more than once and in any order. */
export function createStreamEvents(ports: StreamEventsPorts): StreamEvents {
  const { tasks, transitions, relay, logger, clock, wait } = ports;
  const { pause, stop } = createPauses(wait);
  let waiting = 0;

  return {
    async handle(event, signers) {
      const task = await tasks.byTaskId(event.taskId);
      if (task !== undefined) return take(task, event, signers);
      logger.info({ taskId: event.taskId, what: event.what }, 'An event of a task that is not known here');
      return waiting < mostWaiting ? () => lookAgain(event, signers) : nothingLeft;
    },
    stop,
  };

  async function take(
    task: Task,
    event: StreamEvent,
    signers: readonly number[] | undefined,
  ): Promise<() => Promise<void>> {
    if (signers !== undefined && !signers.includes(task.sdkAppId)) {
      logger.warn(
        { task: task.handle, what: event.what },
        "An event was signed with another application's key",
      );
      return nothingLeft;
    }
    const changed = await (event.what === 'stopped'
      ? end(task.handle, event.at)
      : noteSource(task.handle, event.at, event.what));
    return changed === undefined ? nothingLeft : () => relay.deliver(changed);
  }

  async function lookAgain(event: StreamEvent, signers: readonly number[] | undefined): Promise<void> {
    waiting += 1;
    try {
      for (const ms of lookAgainMs) {
        if (!(await pause(ms))) return;
        const task = await tasks.byTaskId(event.taskId);
        if (task === undefined) continue;
        const deliver = await take(task, event, signers);
        return await deliver();
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.warn({ error, taskId: event.taskId, what: event.what }, 'An event that came early is lost');
    } finally {
      waiting -= 1;
    }
  }

  /** An end is the last thing that happens to a task, so it is never too old. */
  function end(handle: string, at: number): Promise<Task | undefined> {
    const event = { type: 'ended', at: clock() } as const;
    return transitions.change(handle, (current) =>
      accepts(current, event)
        ? {
            task: { ...transition(current, event), lastEventAt: Math.max(at, current.lastEventAt ?? at) },
            event,
          }
        : undefined,
    );
  }

  function noteSource(handle: string, at: number, what: SourceWord): Promise<Task | undefined> {
    return transitions.change(handle, (current) => {
      if (!isRunning(current)) return undefined;
      const sourceEvents = withWord(sourceEventsOf(current), what, at);
      if (sourceEvents === undefined) return undefined;
      const task = {
        ...(isThere(current, { at, what }) ? confirmed(current) : current),
        ...{ sourceEvents, source: sourceOf(sourceEvents), sourceFailures: sourceEvents.failedAt.length },
        lastEventAt: Math.max(at, current.lastEventAt ?? at),
      };
      return { task, event: newsBetween(current, task, at) };
    });
  }
}

/** What the thread is told of a change; undefined if there is nothing to tell, nor for the card to say. */
function newsBetween(before: Task, now: Task & { source: Source }, at: number): TaskEvent | undefined {
  const { source } = now;
  if (source !== (before.source ?? 'fine')) {
    return {
      type: 'source',
      at,
      source,
      ...(source === 'fine' && before.unconfirmed ? { first: true as const } : {}),
    };
  }
  return standingOf(now) === standingOf(before) ? undefined : { type: 'noted', at };
}

/**
 * Whether the event says that the source is, or was, there. One that is restarted after the first minute was
 * (62717), unless the service spoke of it before and had not reached it then.
 */
function isThere(task: RunningTask, { at, what }: { at: number; what: SourceWord }): boolean {
  if (what === 'started') return true;
  const isFirstWord = task.lastEventAt === undefined;
  return what === 'restarting' && isFirstWord && at - task.state.since >= firstMinuteMs;
}
