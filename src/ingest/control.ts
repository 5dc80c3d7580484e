import type { Pauses } from '../async/pauses.ts';
import { createCancelStart } from './cancel-start.ts';
import { failureOf, GatewayError, TaskGone } from './errors.ts';
import type { Draft } from './fields.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { Gateway, StreamChange, TaskRef, TaskStore } from './ports.ts';
import type { Clock } from './runtime.ts';
import { isOver, isRunning, type RunningTask, type Task, type TaskEvent } from './task.ts';
import { accepts } from './task-machine.ts';
import { confirmed, isConfirmedByLook, newTaskMs } from './task-source.ts';
import type { Transitions } from './transitions.ts';

export interface ControlPorts {
  gateway: Gateway;
  tasks: TaskStore;
  transitions: Transitions;
  relay: OutboxRelay;
  /** Ended when the process ends. */
  pauses: Pick<Pauses, 'pause'>;
  clock: Clock;
  /** Whether the service tells by events of its own what becomes of the sources of this application; it never does if absent. */
  expectsEvents?: (sdkAppId: number) => boolean;
}

/** What became of something that a person asked a task to do. */
export type ControlResult =
  /** It was done, and the thread was told. */
  | { kind: 'done'; task: Task }
  /** It cannot be done to a task in the state that this one is in; somebody else may have been first. */
  | { kind: 'not-now'; task: Task }
  /** The service did not do it, or did not say that it did. */
  | { kind: 'failed'; task: Task; error: GatewayError };

/** A change of what a running stream plays: for the service, and as the fields of a start. */
export interface Adjustment {
  change: StreamChange;
  fields: Draft;
}

/** A task as it is after somebody wanted to know whether it runs. */
export interface Checked {
  task: Task;
  /** Undefined if there is nothing to ask about. */
  answer?: Answer;
}

/** What the service that runs the streams said of a task. */
export type Answer =
  /** `at` is in milliseconds since the epoch. */
  | { asked: true; at: number; runs: boolean }
  /** It may not list yet what it has only just started. */
  | { asked: false };

/** What people do to running tasks. `by` is a person's id. Every method throws StoreUnavailable. */
export interface Control {
  /**
   * Ends its stream; if the TaskId was never told, by throwing its robot out of the room. A start whose call has not left is
   * cancelled; the answer to one that has is waited for. Throws Interrupted if the process ends first.
   */
  stop(task: Task, by: string): Promise<ControlResult>;
  /** Throws its robot out of the room, if the TaskId was never told or a stop has failed; stops it otherwise. */
  remove(task: Task, by: string): Promise<ControlResult>;
  /** Settles a task of which nobody knows whether it runs, and asks nobody. */
  dismiss(task: Task, by: string): Promise<ControlResult>;
  pause(task: Task, by: string): Promise<ControlResult>;
  resume(task: Task, by: string): Promise<ControlResult>;
  update(task: Task, by: string, adjustment: Adjustment): Promise<ControlResult>;
  /**
   * Asks the service whether it runs the task; one that it does not know any more has ended. If no events come, one that it
   * runs is confirmed. Throws GatewayError.
   */
  check(task: Task): Promise<Checked>;
  /** When the service last said to this process that it runs the task, in ms since the epoch; undefined if it never did. */
  lastAnswer(task: Task): number | undefined;
}

/** More tasks than run at once; those that have ended otherwise leave theirs behind. */
const mostAnswers = 1_000;

export function createControl(ports: ControlPorts): Control {
  const { gateway, tasks, transitions, relay, clock, expectsEvents = () => false } = ports;
  const cancelStart = createCancelStart({ ...ports, newest });
  /** Stops that wait for their answer: a task that is stopping without one was left so by a fault. */
  const underWay = new Set<string>();
  /** By handle, the least recent first. */
  const lastAnswers = new Map<string, number>();

  return {
    async stop(task, by) {
      const { cancelled, task: now } = await cancelStart(task, by);
      if (cancelled) return { kind: 'done', task: now };
      if (now.state.name === 'unknown') return removeRobot(task, by);
      return takeOffAir(task, by, (running) => stopRunning(running, by));
    },

    async remove(task, by) {
      const { state, stopFailed } = await newest(task);
      if (state.name === 'unknown') return removeRobot(task, by);
      return takeOffAir(task, by, (running) =>
        stopFailed === undefined ? stopRunning(running, by) : removeRobot(running, by),
      );
    },

    async dismiss(task, by) {
      const dismissed = await transitions.apply(task.handle, { type: 'dismissed', at: clock(), by });
      if (dismissed === undefined) return notNow(task);
      await relay.deliver(dismissed);
      return { kind: 'done', task: dismissed };
    },

    pause: (task, by) => change(task, { paused: true }, { type: 'paused', at: clock(), by }),
    resume: (task, by) => change(task, { paused: false }, { type: 'resumed', at: clock(), by }),
    update: (task, by, { change: wanted, fields }) =>
      change(task, wanted, { type: 'updated', at: clock(), by, changes: fields }),

    async check(task) {
      if (!isRunning(task)) return { task };
      if (clock() - task.state.since < newTaskMs) return { task, answer: { asked: false } };
      const runs = await gateway.isRunning(refOf(task));
      const answer = { asked: true, at: clock(), runs } as const;
      noteAnswer(task, answer);
      if (runs) return { task: await confirm(task), answer };
      await finish(task.handle);
      return { task: await newest(task), answer };
    },

    lastAnswer: ({ handle }) => lastAnswers.get(handle),
  };

  function noteAnswer({ handle }: Task, { at, runs }: { at: number; runs: boolean }): void {
    lastAnswers.delete(handle);
    if (runs) lastAnswers.set(handle, at);
    const [oldest] = lastAnswers.keys();
    if (oldest !== undefined && lastAnswers.size > mostAnswers) lastAnswers.delete(oldest);
  }

  /** Whoever asks first is the one who ended it, whichever way the news of the end comes. */
  async function takeOffAir(
    task: Task,
    by: string,
    work: (task: RunningTask) => Promise<ControlResult>,
  ): Promise<ControlResult> {
    const stopping = await transitions.apply(task.handle, { type: 'stopping', at: clock(), by });
    const current = stopping ?? (await newest(task));
    const left = stopping === undefined && current.state.name === 'stopping' && !underWay.has(task.handle);
    if ((stopping === undefined && !left) || !isRunning(current)) return notNow(task);
    underWay.add(task.handle);
    return work(current).finally(() => underWay.delete(task.handle));
  }

  /** The task once a look has found it, which says enough of one that no event has spoken of. */
  async function confirm(task: RunningTask): Promise<Task> {
    const at = clock();
    const says = (now: Task) => isRunning(now) && isConfirmedByLook(now, at, expectsEvents(now.sdkAppId));
    if (!says(task)) return task;
    const changed = await transitions.change(task.handle, (now) =>
      says(now) ? { task: confirmed(now), event: { type: 'noted', at } } : undefined,
    );
    if (changed === undefined) return newest(task);
    await relay.deliver(changed);
    return changed;
  }

  async function stopRunning(task: RunningTask, by: string): Promise<ControlResult> {
    try {
      await gateway.stop(refOf(task));
    } catch (error) {
      if (!(error instanceof TaskGone)) return notDone(task, error, failedStop(task, by, error));
    }
    await finish(task.handle);
    return { kind: 'done', task: await newest(task) };
  }

  /** People are told once of each error; from then on the robot can be removed. */
  function failedStop({ stopFailed }: Task, by: string, error: unknown): TaskEvent {
    if (!(error instanceof GatewayError) || error.code === stopFailed?.code) return { type: 'not-stopped' };
    const answerLost = error.effect === 'unknown';
    return { type: 'stop-failed', at: clock(), by, failure: failureOf(error), answerLost };
  }

  async function change(task: Task, wanted: StreamChange, event: TaskEvent): Promise<ControlResult> {
    const current = await newest(task);
    if (!isRunning(current) || !accepts(current, event)) return { kind: 'not-now', task: current };
    try {
      await gateway.update(refOf(current), wanted);
    } catch (error) {
      if (!(error instanceof TaskGone)) return failed(current, error);
      await finish(task.handle);
      return notNow(task);
    }
    const changed = await transitions.apply(task.handle, event);
    if (changed === undefined) return notNow(task);
    await relay.deliver(changed);
    return { kind: 'done', task: changed };
  }

  /** That a task ends with its robot is assumed: no page says it. */
  async function removeRobot(task: Task, by: string): Promise<ControlResult> {
    const { sdkAppId, region, room, robot } = task;
    let roomExists: boolean;
    try {
      roomExists = await gateway.removeRobot({ sdkAppId, region, room, robot });
    } catch (error) {
      return notDone(task, error, { type: 'not-stopped' });
    }
    const removed = await transitions.apply(task.handle, { type: 'removed', at: clock(), by, roomExists });
    if (removed !== undefined) {
      await relay.deliver(removed);
      return { kind: 'done', task: removed };
    }
    // The service's event of the end was faster.
    const current = await newest(task);
    return { kind: isRunning(task) && isOver(current) ? 'done' : 'not-now', task: current };
  }

  /** The answer may have been lost after the work was done, and the service's event of it have come another way. */
  async function notDone(task: Task, error: unknown, event: TaskEvent): Promise<ControlResult> {
    const changed = await transitions.apply(task.handle, event);
    if (changed !== undefined) await relay.deliver(changed);
    const current = await newest(task);
    return isOver(current) ? { kind: 'done', task: current } : failed(current, error);
  }

  /** Whoever is first to see the end of a task tells of it. */
  async function finish(handle: string): Promise<void> {
    const ended = await transitions.apply(handle, { type: 'ended', at: clock() });
    if (ended !== undefined) await relay.deliver(ended);
  }

  async function newest(task: Task): Promise<Task> {
    return (await tasks.get(task.handle)) ?? task;
  }

  async function notNow(task: Task): Promise<ControlResult> {
    return { kind: 'not-now', task: await newest(task) };
  }

  async function failed(task: Task, error: unknown): Promise<ControlResult> {
    if (!(error instanceof GatewayError)) throw error;
    return { kind: 'failed', task: await newest(task), error };
  }
}

function refOf({ sdkAppId, region, state }: RunningTask): TaskRef {
  return { sdkAppId, region, taskId: state.taskId };
}
