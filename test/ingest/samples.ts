import type { Draft } from '../../src/ingest/fields.ts';
import type { Application, StartRequest } from '../../src/ingest/request.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';

export const prod: Application = {
  name: 'prod',
  sdkAppId: 1400000001,
  region: 'ap-singapore',
  mintsUserSig: true,
  needsPrivateMapKey: false,
};

/** An application whose key the bot was not given. */
export const keyless: Application = { ...prod, name: 'keyless', sdkAppId: 1400000002, mintsUserSig: false };

export const draft = { room: 'room123', url: 'https://a.b/test.mp4' } satisfies Draft;

export const request: StartRequest = {
  app: prod,
  region: 'ap-singapore',
  room: { id: 'room123', type: 0 },
  url: 'https://a.b/test.mp4',
};

export const failure = {
  code: 'FailedOperation.NotRtmpFunction',
  message: 'RTMP is not enabled.',
  hint: 'Subscribe to a package that includes it.',
  requestId: '71993312-6ab8-4768-9124-118e0a20c45f',
};

/** One of each state that a task can be in. */
export const states: readonly TaskState[] = [
  { name: 'queued' },
  { name: 'starting', since: 1_000 },
  { name: 'live', since: 2_000, taskId: '-gCTFWtU7t7D..', requestId: 'request-1' },
  { name: 'failed', at: 3_000, failure },
  { name: 'unknown', at: 4_000, failure },
];

export function taskIn(state: TaskState, more: Partial<Task> = {}): Task {
  return {
    handle: 'k7f2qd',
    sdkAppId: prod.sdkAppId,
    region: 'ap-singapore',
    room: { id: 'room123', type: 0 },
    robot: 'ingest-k7f2qd',
    draft,
    requestedBy: 'U0ALICE',
    requestedAt: 500,
    channel: 'C0LIVE',
    thread: { channel: 'C0LIVE', ts: '1700000000.000100' },
    state,
    ...more,
  };
}
