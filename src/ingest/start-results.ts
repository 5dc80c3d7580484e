import { createPauses } from '../async/pauses.ts';
import type { Wait } from '../async/wait.ts';
import { CannotNotifyNow, StoreUnavailable } from './errors.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { Notifier } from './ports.ts';
import type { Logger } from './runtime.ts';
import type { NewsEvent, Task } from './task.ts';
import { accepts, transition } from './task-machine.ts';
import type { Transitions } from './transitions.ts';

export interface StartResultPorts {
  notifier: Pick<Notifier, 'notify' | 'show'>;
  transitions: Transitions;
  relay: OutboxRelay;
  logger: Logger;
  wait: Wait;
}

export interface StartResults {
  /**
   * Writes down how a start came out, and tells the thread. What has happened has happened: if the store does not
   * take it, the thread is told at once, and the store is tried until it does. Gives the task as it is then; undefined
   * if somebody else has settled it.
   */
  settle(task: Task, event: NewsEvent): Promise<Task | undefined>;
  /** Tries the store no longer: to be called before the process ends. */
  stop(): void;
}

const pauseMs = 1_000;

export function createStartResults({
  notifier,
  transitions,
  relay,
  logger,
  wait,
}: StartResultPorts): StartResults {
  const { pause, stop } = createPauses(wait);

  return {
    async settle(task, event) {
      try {
        const settled = await write(task, event);
        if (settled !== undefined) await relay.deliver(settled);
        return settled;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        logger.error({ error, task: task.handle, event }, 'The outcome of a start could not be stored');
        return settleUnwritten(task, event);
      }
    },
    stop,
  };

  async function settleUnwritten(task: Task, event: NewsEvent): Promise<Task> {
    const result = afterward(task, event);
    // Whoever asked is told in person, and a record that stays behind says that nothing was sent.
    if (task.thread === undefined) return result;
    await notifyThread(result, event);
    const written = await untilWritten(task, event);
    if (written !== undefined) await relay.deliver(written, true);
    return written ?? result;
  }

  /** Under the number that the news will have in the record, so that it is found in the thread when it is told again. */
  async function notifyThread(task: Task, event: NewsEvent): Promise<void> {
    try {
      await notifier.notify(task, { n: (task.newsCount ?? 0) + 1, event });
      await notifier.show(task, async () => task);
    } catch (error) {
      if (!(error instanceof CannotNotifyNow || error instanceof StoreUnavailable)) throw error;
      logger.error({ error, task: task.handle, event }, 'The outcome of a start could not be told either');
    }
  }

  /** Undefined if somebody else has settled it, which the log has then: it may hold a TaskId. */
  async function write(task: Task, event: NewsEvent): Promise<Task | undefined> {
    const written = await transitions.change(task.handle, (now) =>
      accepts(now, event)
        ? { task: { ...transition(now, event), ...threadOf(now, task) }, event }
        : undefined,
    );
    if (written === undefined)
      logger.warn({ task: task.handle, event }, 'A start came out when it was settled already');
    return written;
  }

  /** Undefined if the process ends first, or somebody else has settled it. */
  async function untilWritten(task: Task, event: NewsEvent): Promise<Task | undefined> {
    while (await pause(pauseMs)) {
      try {
        return await write(task, event);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
    return undefined;
  }
}

/** A card may have been posted without that being written. */
function threadOf(...records: readonly Task[]): Pick<Task, 'thread'> {
  const thread = records.find((task) => task.thread !== undefined)?.thread;
  return thread === undefined ? {} : { thread };
}

/** The task as it would be after the event, if the record does not say so yet. */
function afterward(task: Task, event: NewsEvent): Task {
  const before = accepts(task, event)
    ? task
    : { ...task, state: { name: 'starting', since: event.at } as const };
  return transition(before, event);
}
