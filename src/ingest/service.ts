import { CannotPost, GatewayError, StoreUnavailable } from './errors.ts';
import { type Draft, withoutSecrets } from './fields.ts';
import { newHandle, robotFor } from './handle.ts';
import type { Claims, Clock, Gateway, Journal, Notifier, Random, TaskStore } from './ports.ts';
import type { Recorder } from './recorder.ts';
import type { StartRequest } from './request.ts';
import type { Failure, Task } from './task.ts';
import { after, type TaskEvent } from './task-event.ts';

export interface Ports {
  gateway: Gateway;
  tasks: TaskStore;
  claims: Claims;
  notifier: Notifier;
  recorder: Recorder;
  journal: Journal;
  clock: Clock;
  random: Random;
}

export interface StartOrder {
  request: StartRequest;
  /** What the person gave, to fill the form in again. */
  draft: Draft;
  /** Slack user id. */
  requestedBy: string;
  /** Channel id. */
  channel: string;
  /** What identifies the person's request, however often it is delivered. */
  requestKey: string;
}

export type Started = { outcome: 'told'; task: Task } | { outcome: 'duplicate' };

export interface IngestService {
  /**
   * Starts a stream and tells the channel how it went. Resolves when the thread has been told, whatever the outcome;
   * a request that was seen before is left alone. Throws CannotPost or StoreUnavailable, and then nothing was started.
   */
  start(order: StartOrder): Promise<Started>;
}

/** As long as Slack or a socket might deliver a request again, with a wide margin. */
const requestClaimMs = 24 * 60 * 60 * 1000;
/** With a hundred thousand handles taken, one more try is needed once in nine thousand. */
const mostHandleTries = 20;
/** Handles are not given out again while history is kept: 90 days. */
const handleClaimMs = 90 * 24 * 60 * 60 * 1000;

export function createIngestService(ports: Ports): IngestService {
  const { gateway, tasks, claims, notifier, recorder, journal, clock, random } = ports;

  return {
    async start(order) {
      if (!(await claims.claim(`request:${order.requestKey}`, requestClaimMs)))
        return { outcome: 'duplicate' };
      const queued = await accept(order);
      const announced = await announce(queued);
      const { task, event } = await call(announced, order.request);
      await recorder.tell(task, event);
      return { outcome: 'told', task };
    },
  };

  async function accept(order: StartOrder): Promise<Task> {
    const handle = await unusedHandle();
    const task: Task = {
      handle,
      sdkAppId: order.request.app.sdkAppId,
      region: order.request.region,
      room: order.request.room,
      robot: order.request.user ?? robotFor(handle),
      draft: withoutSecrets(order.draft),
      requestedBy: order.requestedBy,
      requestedAt: clock(),
      channel: order.channel,
      state: { name: 'queued' },
    };
    await tasks.put(task);
    const { requestedBy, channel, sdkAppId, region, room, robot } = task;
    journal.info(
      { task: handle, requestedBy, channel, sdkAppId, region, room, robot },
      'A start was accepted',
    );
    return task;
  }

  async function unusedHandle(): Promise<string> {
    for (let tries = 0; tries < mostHandleTries; tries += 1) {
      const handle = newHandle(random);
      if (await claims.claim(`handle:${handle}`, handleClaimMs)) return handle;
    }
    throw new Error(`${mostHandleTries} handles in a row were taken`);
  }

  async function announce(task: Task): Promise<Task> {
    try {
      return { ...task, thread: await notifier.announce(task) };
    } catch (error) {
      await record(task, failedBy(error));
      throw error;
    }
  }

  async function call(task: Task, request: StartRequest): Promise<{ task: Task; event: TaskEvent }> {
    let current = task;
    const advance = async (event: TaskEvent) => {
      const next = after(current, event);
      await tasks.put(next);
      current = next;
    };
    try {
      await tasks.put(current);
      const answer = await gateway.start(
        { request, robot: task.robot },
        {
          sending: () => advance({ type: 'sending', at: clock() }),
          refusedForNow: () => advance({ type: 'refused-for-now' }),
        },
      );
      return record(current, { type: 'started', at: clock(), ...answer });
    } catch (error) {
      return record(current, failedBy(error));
    }
  }

  /** What has happened at TRTC has happened, whether or not it can be written down: the thread is told in any case. */
  async function record(task: Task, event: TaskEvent): Promise<{ task: Task; event: TaskEvent }> {
    const next = after(task, event);
    journal.info({ task: next.handle, state: next.state }, 'A task has a new state');
    try {
      await tasks.put(next);
    } catch (error) {
      journal.error(
        { error, task: next.handle, state: next.state },
        'The new state of a task could not be stored',
      );
    }
    return { task: next, event };
  }

  function failedBy(error: unknown): TaskEvent {
    const type = error instanceof GatewayError && error.effect === 'unknown' ? 'lost' : 'failed';
    return { type, at: clock(), failure: failureOf(error) };
  }

  function failureOf(error: unknown): Failure {
    if (error instanceof GatewayError) {
      const { code, message, hint, requestId } = error;
      return { code, message, hint, ...(requestId === undefined ? {} : { requestId }) };
    }
    if (error instanceof CannotPost || error instanceof StoreUnavailable) {
      return {
        code: error.code,
        message: error.message,
        hint: 'Nothing was started. Try again when that is mended.',
      };
    }
    const reference = newHandle(random);
    journal.error({ error, reference }, 'Something unexpected stopped a start');
    return {
      code: 'unexpected',
      message: `Something went wrong in the bot (reference ${reference}).`,
      hint: `Whoever runs the bot finds the cause in its log under ${reference}.`,
    };
  }
}
