import { type Draft, withoutSecrets } from './fields.ts';
import { robotFor } from './handle.ts';
import type { StartRequest } from './request.ts';
import type { Task, TaskRow, Thread } from './task.ts';

/** A start that follows every rule, and who asked for it. */
export interface AskedStart {
  request: StartRequest;
  /** What the person gave, to fill the form in again. */
  draft: Draft;
  /** Id of the person. */
  requestedBy: string;
  /** When, in milliseconds since the epoch. */
  requestedAt: number;
  /** Channel id. */
  channel: string;
  /** What identifies the person's request, however often it is delivered. */
  requestKey: string;
  /** The row of a show that it is, and the thread of the show's board: it is told there, and gets no card. */
  row?: { place: TaskRow; thread: Thread };
}

/** The first record of a task. */
export function newTask(asked: AskedStart, handle: string): Task {
  const { request, draft, requestedBy, requestedAt, requestKey, channel, row } = asked;
  return {
    handle,
    sdkAppId: request.app.sdkAppId,
    region: request.region,
    room: request.room,
    robot: request.user ?? robotFor(handle),
    draft: withoutSecrets(draft),
    requestedBy,
    requestedAt,
    requestKey,
    channel,
    ...(row === undefined ? {} : { row: row.place, thread: row.thread }),
    state: { name: 'queued' },
  };
}
