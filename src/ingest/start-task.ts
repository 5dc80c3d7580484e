import type { Wait } from '../async/wait.ts';
import {
  CannotPost,
  failureOf,
  GatewayError,
  Interrupted,
  NotStarted,
  SourceUnfit,
  StoreUnavailable,
  TakenOver,
  TooLate,
  unknownHint,
} from './errors.ts';
import { type HandleOf, newHandle } from './handle.ts';
import { type AskedStart, newTask } from './new-task.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { Gateway, Notifier, TaskStore, Turn } from './ports.ts';
import type { StartRequest } from './request.ts';
import type { Clock, Logger, Random } from './runtime.ts';
import type { SourceReport } from './source-report.ts';
import { failureBy, lookAtSource, type SourceLook, type SourceLooks, unfit } from './start-check.ts';
import { createStartResults } from './start-results.ts';
import type { Failure, NewsEvent, Task, TaskEvent } from './task.ts';
import { accepts, transition } from './task-machine.ts';
import type { Transitions } from './transitions.ts';

export interface Ports {
  gateway: Gateway;
  tasks: TaskStore;
  handleOf: HandleOf;
  notifier: Notifier;
  transitions: Transitions;
  relay: OutboxRelay;
  /** How sources are looked at. */
  looks: SourceLooks;
  logger: Logger;
  clock: Clock;
  random: Random;
  wait: Wait;
}

export interface StartOrder extends AskedStart {
  /** Told if its card has to wait for its turn: in about how many ms it is posted. */
  waiting?(ms: number): void;
  /** Told what a look at the source saw, if there was one and the start goes on. */
  looked?(report: SourceReport): void;
}

export type Started = { kind: 'settled'; task: Task } | { kind: 'duplicate' };

export interface TaskStarter {
  /**
   * Starts a stream and tells the channel how it went; one that was begun before is taken up where it was left. Must not
   * be asked for the same request twice at the same time. Resolves when the result is written down and the thread has
   * been told, or is told later. Throws CannotPost, NotStarted, SourceUnfit, StoreUnavailable or TooLate, and then nothing was started;
   * Interrupted if the process ends before that is decided: the request is then to be kept.
   */
  start(order: StartOrder): Promise<Started>;
  /** Waits for the store no longer: to be called before the process ends. */
  stop(): void;
}

/** With a hundred thousand handles taken, one more try is needed once in nine thousand. */
const mostHandleTries = 20;
/** Somebody who has waited so long no longer waits: a stream that then starts by itself does harm. */
export const lateMs = 10 * 60 * 1000;

const tooLate: Failure = {
  code: 'Bot.TooLate',
  message:
    'The bot was away, and it is more than ten minutes ago that this was asked for. Nothing was started.',
  hint: 'Start it again.',
};

export const answerLost: Failure = {
  code: 'Bot.Restarted',
  message: 'The bot was restarted while it waited for the answer of TRTC.',
  hint: unknownHint,
};

export function createTaskStarter(ports: Ports): TaskStarter {
  const { gateway, tasks, handleOf, notifier, transitions, logger, clock, random } = ports;
  const results = createStartResults(ports);

  return {
    async start(order) {
      const { task, isNew } = await accept(order);
      switch (task.state.name) {
        case 'queued':
          if (isLate(order)) return giveUp(task);
          return begin(task, !isNew, order);
        case 'starting':
          return settle(task, { type: 'lost', at: clock(), failure: answerLost });
        case 'failed':
          if (task.state.failure.seen !== undefined)
            throw unfit(task.state.failure.seen, order.request, ports.looks.mode);
          if (task.thread === undefined) throw new NotStarted(task.state.failure);
          return { kind: 'duplicate' };
        default:
          return { kind: 'duplicate' };
      }
    },
    stop: results.stop,
  };

  async function settle(task: Task, event: NewsEvent): Promise<Started> {
    const settled = await results.settle(task, event);
    return settled === undefined ? { kind: 'duplicate' } : { kind: 'settled', task: settled };
  }

  function isLate({ requestedAt }: StartOrder): boolean {
    return clock() - requestedAt > lateMs;
  }

  /** The task of the request, made now unless it is there from before. */
  async function accept(order: StartOrder): Promise<{ task: Task; isNew: boolean }> {
    for (let attempt = 0; attempt < mostHandleTries; attempt += 1) {
      const task = newTask(order, handleOf(order.requestKey, attempt));
      if (!isLate(order) && (await tasks.create(task))) {
        noteAccepted(task);
        return { task, isNew: true };
      }
      const known = await tasks.get(task.handle);
      if (known === undefined) throw new TooLate();
      if (known.requestKey === order.requestKey) return { task: known, isNew: false };
    }
    throw new Error(`${mostHandleTries} handles in a row were taken`);
  }

  function noteAccepted({ handle, requestedBy, channel, sdkAppId, region, room, robot }: Task): void {
    logger.info(
      { task: handle, requestedBy, channel, sdkAppId, region, room, robot },
      'A start was accepted',
    );
  }

  /** A start that nobody heard of is told of by whoever asks this; one with a card, in its thread. */
  async function giveUp(task: Task): Promise<Started> {
    const started = await settle(task, { type: 'failed', at: clock(), failure: tooLate });
    if (task.thread === undefined) throw new TooLate();
    return started;
  }

  /** The source is looked at while the card is posted. */
  async function begin(task: Task, again: boolean, order: StartOrder): Promise<Started> {
    const look = lookAtSource(order.request, ports.looks);
    const announced = await announce(task, again, order, look);
    let seen: SourceReport | undefined;
    try {
      seen = await look.passed();
    } catch (error) {
      const settled = await settle(announced, failedBy(error));
      // Nobody is asked about a start that was cancelled meanwhile.
      if (settled.kind === 'duplicate') return settled;
      throw error;
    }
    if (seen !== undefined) order.looked?.(seen);
    return call(announced, order.request);
  }

  /** A card that waits for its turn is not posted when nobody wants the stream any more, or its source is found unfit. */
  async function announce(task: Task, again: boolean, order: StartOrder, look: SourceLook): Promise<Task> {
    if (task.thread !== undefined) return task;
    const turn: Turn = {
      until: order.requestedAt + lateMs,
      sending: async () => {
        if (isLate(order)) throw new TooLate();
        look.throwIfUnfit();
      },
      ...(order.waiting === undefined ? {} : { waiting: order.waiting }),
    };
    try {
      return { ...task, thread: await notifier.announce(task, again, turn) };
    } catch (error) {
      if (!(error instanceof Interrupted)) await settle(task, failedBy(error));
      throw error;
    }
  }

  async function call(task: Task, request: StartRequest): Promise<Started> {
    const { handle, robot, thread } = task;
    const withThread = (now: Task): Task => (thread === undefined ? now : { thread, ...now });
    const step = async (event: TaskEvent) => {
      const changed = await transitions.change(handle, (now) =>
        accepts(now, event) ? { task: transition(withThread(now), event), event } : undefined,
      );
      if (changed === undefined) throw new TakenOver(handle);
    };
    try {
      const answer = await gateway.start(
        { request, robot },
        {
          waiting: async () => void (await transitions.change(handle, (now) => ({ task: withThread(now) }))),
          sending: () => step({ type: 'sending', at: clock() }),
          refusedForNow: () => step({ type: 'refused-for-now' }),
        },
      );
      return settle(task, { type: 'started', at: clock(), ...answer });
    } catch (error) {
      if (error instanceof TakenOver) return { kind: 'duplicate' };
      return settle(task, failedBy(error));
    }
  }

  function failedBy(error: unknown): NewsEvent {
    const type = error instanceof GatewayError && error.effect === 'unknown' ? 'lost' : 'failed';
    return { type, at: clock(), failure: failureFrom(error) };
  }

  function failureFrom(error: unknown): Failure {
    if (error instanceof TooLate) return tooLate;
    if (error instanceof SourceUnfit) return failureBy(error);
    if (error instanceof GatewayError) return failureOf(error);
    if (error instanceof CannotPost || error instanceof StoreUnavailable) {
      return {
        code: error.code,
        message: error.message,
        hint: 'Nothing was started. Try again when that is mended.',
      };
    }
    const reference = newHandle(random);
    logger.error({ error, reference }, 'Something unexpected stopped a start');
    return {
      code: 'unexpected',
      message: `Something went wrong in the bot (reference ${reference}).`,
      hint: `Whoever runs the bot finds the cause in its log under ${reference}.`,
    };
  }
}
