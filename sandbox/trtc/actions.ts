import { ApiError } from './api-error.ts';
import { deadAfterMs } from './dead-source.ts';
import type { Params } from './params.ts';
import { verifyPrivateMapKey } from './private-map-key.ts';
import { REGIONS } from './regions.ts';
import { roomOf } from './rooms.ts';
import {
  type RemovalRequest,
  readRemoval,
  readRemovalByStrRoomId,
  readStart,
  readTask,
  readUpdate,
  type StartRequest,
  type TaskRequest,
} from './rules.ts';
import type { Task, TaskList } from './tasks.ts';
import { verifyUserSig, wrongTicket } from './user-sig.ts';

/** A TRTC application. privateMapKey: advanced permission control is on. */
export interface TrtcApp {
  sdkAppId: number;
  secretKey: string;
  privateMapKey?: boolean;
}

/**
 * How an update of a task that is gone is answered. Documented is the status (https://trtc.io/document/63238 and
 * https://cloud.tencent.com/document/product/647/110076, output parameters); that it may be an error as well, as a stop's
 * answer is, is assumed.
 */
export type AnswerOfGone = 'error' | 'status';

export interface ActionContext {
  readonly apps: readonly TrtcApp[];
  readonly tasks: TaskList;
  readonly updatesOfGone: AnswerOfGone;
  readonly region: string;
  /** ms since the epoch */
  readonly now: number;
  /** How long after its start the source of a task fails; undefined: it does not, if it can be pulled. */
  readonly failsAfterMs: readonly number[] | undefined;
  readonly canPull: (streamUrl: string) => boolean;
}

/** The fields of an answer, beside its RequestId. */
export interface ResponseFields {
  TaskId?: string;
  Status?: string;
}

export interface Action {
  /** Where it is served. */
  regions: readonly string[];
  /** Checks the parameters (throws ApiError) and gives back the work, which may refuse in its turn. */
  prepare(params: Params, context: ActionContext): () => ResponseFields;
}

export const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['StartStreamIngest', { regions: REGIONS.StartStreamIngest, prepare: start }],
  ['StopStreamIngest', { regions: REGIONS.StopStreamIngest, prepare: stop }],
  ['DescribeStreamIngest', { regions: REGIONS.DescribeStreamIngest, prepare: describe }],
  ['UpdateStreamIngest', { regions: REGIONS.UpdateStreamIngest, prepare: update }],
  ['RemoveUser', { regions: REGIONS.RemoveUser, prepare: removal(readRemoval) }],
  [
    'RemoveUserByStrRoomId',
    { regions: REGIONS.RemoveUserByStrRoomId, prepare: removal(readRemovalByStrRoomId) },
  ],
]);

function start(params: Params, context: ActionContext): () => ResponseFields {
  const request = readStart(params);
  admitRobot(request, context);
  const room = roomOf(request.roomId, request.roomIdType);
  return () => {
    const robots = context.tasks.runningIn(request.sdkAppId, room).map((task) => task.userId);
    if (robots.includes(request.userId)) {
      throw new ApiError('FailedOperation.TaskExist', 'Task already exists.');
    }
    const { region, now, canPull } = context;
    const failsAfterMs = context.failsAfterMs ?? (canPull(request.streamUrl) ? undefined : deadAfterMs);
    return { TaskId: context.tasks.start(request, region, now, failsAfterMs).taskId };
  };
}

function admitRobot(request: StartRequest, context: ActionContext): void {
  const app = appOf(request.sdkAppId, context);
  const holder = { sdkAppId: request.sdkAppId, secretKey: app.secretKey, userId: request.userId };
  verifyUserSig(request.userSig, holder, context.now);
  if (app.privateMapKey !== true) return;
  if (request.privateMapKey === undefined) throw wrongTicket('PrivateMapKey', 'is missing');
  const room = roomOf(request.roomId, request.roomIdType);
  verifyPrivateMapKey(request.privateMapKey, holder, room, context.now);
}

function stop(params: Params, context: ActionContext): () => ResponseFields {
  const request = readTask(params);
  appOf(request.sdkAppId, context);
  return () => {
    context.tasks.end(runningTask(request, context), context.now);
    return {};
  };
}

function describe(params: Params, context: ActionContext): () => ResponseFields {
  const { sdkAppId, taskId } = readTask(params);
  appOf(sdkAppId, context);
  return () => {
    const isRunning = context.tasks.find(sdkAppId, taskId)?.state === 'running';
    return { Status: isRunning ? 'InProgress' : 'NotExist' };
  };
}

function update(params: Params, context: ActionContext): () => ResponseFields {
  const { task, changes } = readUpdate(params);
  appOf(task.sdkAppId, context);
  return () => {
    const isGone = context.tasks.find(task.sdkAppId, task.taskId)?.state !== 'running';
    if (isGone && context.updatesOfGone === 'status') return { Status: 'NotExist' };
    context.tasks.update(runningTask(task, context), changes);
    return { Status: 'InProgress' };
  };
}

/** Reason of event 104 (https://trtc.io/document/39558). */
const removedFromRoom = 3;

/**
 * The pages of both removals (34268, 39630) have an error for a room that is not there. That of users who are not in one
 * that is stands in the list of all codes alone (34270, "The user is not in the room"), so that it is assumed here.
 */
function removal(read: (params: Params) => RemovalRequest): Action['prepare'] {
  return (params, context) => {
    const request = read(params);
    appOf(request.sdkAppId, context);
    return () => {
      const robots = context.tasks.runningIn(request.sdkAppId, request.room);
      if (robots.length === 0) {
        throw new ApiError('FailedOperation.RoomNotExist', 'The room does not exist.');
      }
      const there = robots.filter((task) => request.userIds.includes(task.userId) && !task.robotAway);
      if (there.length === 0) {
        throw new ApiError('FailedOperation.UserNotExist', 'The user is not in the room.');
      }
      for (const task of there) context.tasks.end(task, context.now, removedFromRoom);
      return {};
    };
  };
}

function appOf(sdkAppId: number, context: ActionContext): TrtcApp {
  const app = context.apps.find((candidate) => candidate.sdkAppId === sdkAppId);
  if (app === undefined) throw new ApiError('InvalidParameter.SdkAppId', '`SdkAppId` is incorrect.');
  return app;
}

function runningTask({ sdkAppId, taskId }: TaskRequest, context: ActionContext): Task {
  const task = context.tasks.find(sdkAppId, taskId);
  if (task === undefined) throw new ApiError('FailedOperation.TaskNotExist', 'The task does not exist.');
  if (task.state === 'ended') {
    throw new ApiError('FailedOperation.TaskFinished', 'Task has ended when calling the interface.');
  }
  return task;
}
