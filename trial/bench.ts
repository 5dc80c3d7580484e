import type { Wait } from '../src/async/wait.ts';
import type { TrtcApplication } from '../src/config.ts';
import type { RobotRef } from '../src/ingest/ports.ts';
import type { Region } from '../src/ingest/region.ts';
import type { StartRequest } from '../src/ingest/request.ts';
import type { Room } from '../src/ingest/room.ts';
import type { Random } from '../src/ingest/runtime.ts';
import type { Secret } from '../src/ingest/secret.ts';
import type { TrtcClients } from '../src/trtc/client.ts';
import { toGatewayError } from '../src/trtc/failure.ts';
import { startParams } from '../src/trtc/start-params.ts';
import { type Check, Interrupted, NotSettled, type Say } from './check.ts';
import type { Cleanup } from './cleanup.ts';
import type { Listening } from './listener.ts';
import { newNames } from './names.ts';
import { type Seen, seenError, seenOf, words } from './seen.ts';

/** A start, as far as it differs from the trial's own: one robot, in a room that nobody else uses. */
export interface Start {
  room?: Room;
  robot?: string;
  url?: string;
  volume?: number;
  /** In place of one that fits. */
  userSig?: Secret;
}

/** What a trial works with. Every call is said as it leaves, and its answer as it comes. */
export interface Bench {
  readonly app: TrtcApplication;
  readonly room: Room;
  readonly robot: string;
  /** All regions but the application's. */
  readonly otherRegions: readonly Region[];
  readonly random: Random;
  /** A URL that plays; empty for trials that need none. */
  readonly url: string;
  /** Throws Interrupted, as all that takes time does, once the person at the terminal wants it to end. */
  call(action: string, params: object, options?: { region?: Region; signal?: AbortSignal }): Promise<Seen>;
  /** Starts a stream, whose end is seen to. */
  start(start?: Start, options?: { signal: AbortSignal }): Promise<Seen>;
  /** The same, and its TaskId. Throws NotSettled where it is not started. */
  started(start?: Start): Promise<string>;
  /** The same, ten seconds later: from then on TRTC is taken to know the task (trial just-started). */
  running(start?: Start): Promise<string>;
  look(taskId: string, region?: Region): Promise<Seen>;
  stop(taskId: string): Promise<Seen>;
  update(taskId: string, change: object): Promise<Seen>;
  /** Removes a robot from a room, where that is served. */
  remove(robot?: string, room?: Room): Promise<Seen>;
  wait(seconds: number): Promise<void>;
  /** Looks once a second whether it is so, and gives what it is; undefined after so many seconds. */
  until<T>(seconds: number, what: string, look: () => T | undefined): Promise<T | undefined>;
  /** Looks for a task that is not there, with these API keys in place of the bot's. */
  lookWithKeys(secretId?: Secret, secretKey?: Secret): Promise<Seen>;
  /** Takes TRTC's events, where the bot takes them. Throws NotSettled where it cannot. */
  listen(): Promise<Listening>;
  /** Notes what was seen of a part of the assumption. */
  check(assumed: string, holds: boolean, saw: Seen | string): void;
  readonly checks: readonly Check[];
}

export interface BenchParts {
  app: TrtcApplication;
  url: string;
  clients: TrtcClients;
  /** Clients that use these in place of the bot's. */
  clientsWith(keys: { secretId?: Secret; secretKey?: Secret }): TrtcClients;
  cleanup: Cleanup;
  listen(): Promise<Listening>;
  say: Say;
  wait: Wait;
  random: Random;
  stopping: AbortSignal;
}

/** TRTC makes up longer ones, so this is nobody's. */
export const noTask = 'ingest-trial-no-such-task';
/** From when on TRTC must know a new task (src/ingest/task-source.ts, newTaskMs). */
export const knownAfterSeconds = 10;
/** RemoveUser and its sister are served in Guangzhou and Singapore on both sites (39630, 50426). */
const removalRegion: Region = 'ap-singapore';

export function createBench(parts: BenchParts): Bench {
  const { app, url, clients, cleanup, say, wait, random, stopping } = parts;
  const names = newNames(random);
  const checks: Check[] = [];

  const bench: Bench = {
    app,
    ...names,
    otherRegions: app.regions.filter((region) => region !== app.region),
    random,
    url,
    call,
    start,
    async started(wanted) {
      const seen = await start(wanted);
      if (seen.taskId !== undefined) return seen.taskId;
      throw new NotSettled(
        `The start that it needs was not done (${words(seen)}). ${seen.hint ?? ''}`.trim(),
      );
    },
    async running(wanted) {
      const taskId = await bench.started(wanted);
      await bench.wait(knownAfterSeconds);
      return taskId;
    },
    look: (taskId, region) => call('DescribeStreamIngest', named(taskId), { region: region ?? app.region }),
    stop: (taskId) => call('StopStreamIngest', named(taskId)),
    update: (taskId, change) => call('UpdateStreamIngest', { ...named(taskId), ...change }),
    remove: (robot = names.robot, room = names.room) => {
      const common = { SdkAppId: app.sdkAppId, UserIds: [robot] };
      return room.type === 1
        ? call('RemoveUser', { ...common, RoomId: Number(room.id) }, { region: removalRegion })
        : call('RemoveUserByStrRoomId', { ...common, RoomId: room.id }, { region: removalRegion });
    },
    async wait(seconds) {
      say(`… waits ${seconds} s`);
      await pause(seconds);
    },
    async until(seconds, what, look) {
      say(`… waits for ${what}, at most ${seconds} s`);
      for (let waited = 0; ; waited += 1) {
        const found = look();
        if (found !== undefined || waited >= seconds) return found;
        await pause(1);
      }
    },
    async lookWithKeys(secretId, secretKey) {
      const others = parts.clientsWith({
        ...(secretId === undefined ? {} : { secretId }),
        ...(secretKey === undefined ? {} : { secretKey }),
      });
      try {
        return await callOf(others, 'DescribeStreamIngest', named(noTask), { region: app.region });
      } finally {
        others.close();
      }
    },
    listen: parts.listen,
    check(assumed, holds, saw) {
      checks.push({ assumed, holds, saw: typeof saw === 'string' ? saw : words(saw) });
    },
    checks,
  };
  return bench;

  function named(taskId: string) {
    return { SdkAppId: app.sdkAppId, TaskId: taskId };
  }

  async function pause(seconds: number): Promise<void> {
    throwIfStopping();
    await wait(seconds * 1_000, stopping).catch(() => {});
    throwIfStopping();
  }

  function throwIfStopping(): void {
    if (stopping.aborted) throw new Interrupted();
  }

  async function start(wanted: Start = {}, options?: { signal: AbortSignal }): Promise<Seen> {
    throwIfStopping();
    const { robot = names.robot, room = names.room } = wanted;
    const request = requestOf(wanted, room);
    const params = startParams({ request, robot }, app.secretKey);
    const ref: RobotRef = { sdkAppId: app.sdkAppId, region: app.region, room, robot };
    const sent = cleanup.sending(ref);
    const seen = await call('StartStreamIngest', params, options);
    if (seen.taskId !== undefined) sent.started(seen.taskId);
    else if (seen.outcome === 'refused') sent.notStarted();
    return seen;
  }

  function requestOf({ url: wantedUrl = url, volume, userSig }: Start, room: Room): StartRequest {
    return {
      app,
      region: app.region,
      room,
      url: wantedUrl,
      ...(volume === undefined ? {} : { volume }),
      ...(userSig === undefined ? {} : { 'user-sig': userSig }),
    };
  }

  function call(
    action: string,
    params: object,
    options: { region?: Region; signal?: AbortSignal } = {},
  ): Promise<Seen> {
    return callOf(clients, action, params, options);
  }

  async function callOf(
    from: TrtcClients,
    action: string,
    params: object,
    { region = app.region, signal }: { region?: Region; signal?: AbortSignal },
  ): Promise<Seen> {
    throwIfStopping();
    say(`→ ${action} in ${region}`, params);
    try {
      const options = signal === undefined ? {} : { signal };
      return seenOf(await from.of(region).request(action, params, options));
    } catch (thrown) {
      const error = toGatewayError(thrown, url);
      const reference = error.requestId === undefined ? '' : ` RequestId ${error.requestId}`;
      say(`← ${error.code}: ${error.message}${reference}`);
      return seenError(error);
    }
  }
}
