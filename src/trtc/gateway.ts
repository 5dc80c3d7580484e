import pRetry from 'p-retry';
import type { StartStreamIngestRequest } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/v20190722/trtc_models.js';
import { GatewayError, TaskGone, unknownHint } from '../ingest/errors.ts';
import type { Gateway, StartAnswer, StartCall, StartHooks, StreamChange, TaskRef } from '../ingest/ports.ts';
import type { Secret } from '../ingest/secret.ts';
import type { SharedRateLimit } from '../ingest/storage-ports.ts';
import type { TrtcClients } from './client.ts';
import { verifyBy } from './credential-verdict.ts';
import { isTransient, mayRetry, toGatewayError } from './failure.ts';
import { askAgainHint, hintFor } from './hints.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRegionWalk } from './region-walk.ts';
import { type RegionTable, regionsAt } from './regions.ts';
import { startParams } from './start-params.ts';

export interface GatewayOptions {
  clients: TrtcClients;
  /** The key of each application, by SdkAppId. */
  keys: ReadonlyMap<number, Secret>;
  /** Where each call may be made; default what the international pages say. */
  regions?: RegionTable;
  /** Holds the limit of each API together with other instances; undefined if there are none. */
  limit?: SharedRateLimit | undefined;
  /** Calls of each API in any second; default what TRTC's pages say. */
  callsPerSecond?: number;
  /** How calls are made again; p-retry's options. */
  retry?: { retries: number; minTimeout: number };
}

export const patientRetry = { retries: 3, minTimeout: 1_000 };

/** TRTC's answers to a call about a task that has ended. */
const taskIsGone = new Set(['FailedOperation.TaskNotExist', 'FailedOperation.TaskFinished']);

const international = new URL('https://trtc.intl.tencentcloudapi.com');
/**
 * TRTC's answers to a removal if there is nothing to remove. The pages of both removals (34268, 39630) list the first
 * alone; "The user is not in the room" stands twice in the list of all codes (34270), and one of the two would be taken
 * for a passing fault by its family.
 */
const robotIsNotThere = new Set([
  'FailedOperation.RoomNotExist',
  'FailedOperation.UserNotExist',
  'InternalError.UserNotExist',
]);

/** Runs streams through Tencent's official client, within the limit of each API: what comes too fast waits. */
export function createGateway(options: GatewayOptions): Gateway {
  const { clients, keys, limit, callsPerSecond, retry = patientRetry } = options;
  const inSomeRegion = createRegionWalk(options.regions ?? regionsAt(international));
  const rateLimit = (api: string) => createRateLimit(api, limit, callsPerSecond);
  const rateLimits = {
    start: rateLimit('StartStreamIngest'),
    stop: rateLimit('StopStreamIngest'),
    update: rateLimit('UpdateStreamIngest'),
    describe: rateLimit('DescribeStreamIngest'),
    remove: rateLimit('RemoveUser'),
    removeByStringRoom: rateLimit('RemoveUserByStrRoomId'),
  };

  async function sendStart(call: StartCall, hooks: StartHooks, attempt: number): Promise<StartAnswer> {
    const params = startParams(call, keys.get(call.request.app.sdkAppId));
    await hooks.sending();
    try {
      const { TaskId, RequestId = '' } = await clients
        .of(call.request.region)
        .request('StartStreamIngest', params satisfies StartStreamIngestRequest);
      return { taskId: TaskId, requestId: RequestId };
    } catch (error) {
      throw startedBefore(toGatewayError(error, call.request.url), attempt);
    }
  }

  /** Calls that may be made twice without harm are made again also if the answer was lost. */
  function harmless<T>(api: keyof typeof rateLimits, call: () => Promise<T>, url?: string): Promise<T> {
    const translated = () =>
      call().catch((thrown) => {
        const error = toGatewayError(thrown, url);
        throw taskIsGone.has(error.code) ? new TaskGone(error, { cause: thrown }) : error;
      });
    return pRetry(() => rateLimits[api](translated), {
      ...retry,
      shouldRetry: ({ error }) => error instanceof GatewayError && isTransient(error),
    });
  }

  async function isRunning(ref: TaskRef): Promise<boolean> {
    try {
      await inSomeRegion('DescribeStreamIngest', ref.region, (region) =>
        ofExisting(harmless('describe', () => clients.of(region).DescribeStreamIngest(named(ref)))),
      );
      return true;
    } catch (error) {
      if (error instanceof TaskGone) return false;
      throw error instanceof GatewayError ? aboutQuestion(error) : error;
    }
  }

  return {
    start: (call, hooks) =>
      pRetry((attempt) => rateLimits.start(() => sendStart(call, hooks, attempt), hooks.waiting), {
        ...retry,
        shouldRetry: ({ error }) => error instanceof GatewayError && mayRetry(error),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (retriesLeft > 0 && error instanceof GatewayError && mayRetry(error))
            await hooks.refusedForNow();
        },
      }),

    async stop(ref) {
      try {
        await inSomeRegion('StopStreamIngest', ref.region, (region) =>
          harmless('stop', () => clients.of(region).StopStreamIngest(named(ref))),
        );
      } catch (error) {
        if (!(error instanceof TaskGone)) throw error;
      }
    },

    async update(ref, change) {
      const params = { ...named(ref), ...changeParams(change) };
      await inSomeRegion('UpdateStreamIngest', ref.region, (region) =>
        ofExisting(harmless('update', () => clients.of(region).UpdateStreamIngest(params), change.url)),
      );
    },

    async removeRobot({ sdkAppId, region, room, robot }) {
      const common = { SdkAppId: sdkAppId, UserIds: [robot] };
      // Tencent's own example starts a stream in "room123" of type 1: RemoveUser takes no such id.
      if (room.type === 1 && /^\d+$/.test(room.id))
        return inSomeRegion('RemoveUser', region, (at) =>
          harmless('remove', () =>
            wasThere(clients.of(at).RemoveUser({ ...common, RoomId: Number(room.id) })),
          ),
        );
      return inSomeRegion('RemoveUserByStrRoomId', region, (at) =>
        harmless('removeByStringRoom', () =>
          wasThere(clients.of(at).RemoveUserByStrRoomId({ ...common, RoomId: room.id })),
        ),
      );
    },

    isRunning,
    verify: (application) => verifyBy(isRunning, application),
  };
}

async function wasThere(removal: Promise<unknown>): Promise<boolean> {
  try {
    await removal;
    return true;
  } catch (thrown) {
    if (robotIsNotThere.has(toGatewayError(thrown).code)) return false;
    throw thrown;
  }
}

function named({ sdkAppId, taskId }: TaskRef): { SdkAppId: number; TaskId: string } {
  return { SdkAppId: sdkAppId, TaskId: taskId };
}

function changeParams({ url, volume, tempo, progress, paused }: StreamChange) {
  return {
    ...(url === undefined ? {} : { StreamUrl: url }),
    ...(volume === undefined ? {} : { Volume: volume }),
    ...(tempo === undefined ? {} : { Tempo: tempo }),
    ...(progress === undefined ? {} : { EnableProgress: progress }),
    ...(paused === undefined ? {} : { IsPause: paused }),
  };
}

/** A question starts nothing, so if its answer is lost nothing is in doubt but the answer. */
function aboutQuestion(error: GatewayError): GatewayError {
  if (error.effect === 'none') return error;
  const { code, message, effect, requestId } = error;
  return new GatewayError({ code, message, effect, hint: askAgainHint, requestId }, { cause: error });
}

/**
 * An update and a question may be answered 200 with the Status NotExist (https://trtc.io/document/63238 and 57836, the
 * Chinese page 647/110076, UpdateStreamIngestResponse of the SDK): nothing was changed, there is no such task.
 */
async function ofExisting(
  answer: Promise<{ Status?: string | undefined; RequestId?: string | undefined }>,
): Promise<void> {
  const { Status, RequestId } = await answer;
  if (Status === 'NotExist') throw taskGone(RequestId);
}

/** TRTC can say it with a status as well as with an error. */
function taskGone(requestId: string | undefined): TaskGone {
  const code = 'FailedOperation.TaskNotExist';
  const message = 'TRTC does not know the task any more.';
  return new TaskGone({ code, message, effect: 'none', hint: hintFor(code), requestId });
}

/**
 * A robot that is found in the room at a second attempt was brought there by the first: its TaskId was never told. That it
 * is found is assumed (docs/tencent.md, second-start).
 */
function startedBefore(error: GatewayError, attempt: number): GatewayError {
  if (attempt === 1 || error.code !== 'FailedOperation.TaskExist') return error;
  const { code, message, requestId } = error;
  return new GatewayError(
    { code, message, requestId, effect: 'unknown', hint: unknownHint },
    { cause: error },
  );
}
