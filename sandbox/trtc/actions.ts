import { ApiError } from './api-error.ts';
import type { Params } from './params.ts';
import { verifyPrivateMapKey } from './private-map-key.ts';
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

export interface ActionContext {
  readonly apps: readonly TrtcApp[];
  readonly tasks: TaskList;
  readonly region: string;
  /** ms since the epoch */
  readonly now: number;
  /** How long after its start the source of a task fails; undefined: it does not. */
  readonly failsAfterMs: readonly number[] | undefined;
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

const INGEST_REGIONS = ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'];
/** https://trtc.io/document/39630; cloud.tencent.com/document/api/647/50426 names the first two only. */
const REMOVAL_REGIONS = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'];

export const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['StartStreamIngest', { regions: INGEST_REGIONS, prepare: start }],
  ['StopStreamIngest', { regions: INGEST_REGIONS, prepare: stop }],
  ['DescribeStreamIngest', { regions: INGEST_REGIONS, prepare: describe }],
  ['UpdateStreamIngest', { regions: INGEST_REGIONS, prepare: update }],
  ['RemoveUser', { regions: REMOVAL_REGIONS, prepare: removal(readRemoval) }],
  ['RemoveUserByStrRoomId', { regions: REMOVAL_REGIONS, prepare: removal(readRemovalByStrRoomId) }],
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
    const { region, now, failsAfterMs } = context;
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
    context.tasks.update(runningTask(task, context), changes);
    return { Status: 'InProgress' };
  };
}

/** Has no error for users who are not in the room: Tencent's documents know none. */
function removal(read: (params: Params) => RemovalRequest): Action['prepare'] {
  return (params, context) => {
    const request = read(params);
    appOf(request.sdkAppId, context);
    return () => {
      const robots = context.tasks.runningIn(request.sdkAppId, request.room);
      if (robots.length === 0) {
        throw new ApiError('FailedOperation.RoomNotExist', 'The room does not exist.');
      }
      for (const task of robots.filter(({ userId }) => request.userIds.includes(userId))) {
        context.tasks.end(task, context.now);
      }
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
