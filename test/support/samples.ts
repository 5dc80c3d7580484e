import type { Access } from '../../src/ingest/access.ts';
import type { Draft } from '../../src/ingest/fields.ts';
import type { Application, StartRequest, StartRules } from '../../src/ingest/request.ts';
import type { Task, TaskEvent, TaskState } from '../../src/ingest/task.ts';

export const prod: Application = {
  name: 'prod',
  sdkAppId: 1400000001,
  region: 'ap-singapore',
  regions: ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'],
  mintsUserSig: true,
  needsPrivateMapKey: false,
};

/** An application whose key the bot was not given. */
export const keyless: Application = { ...prod, name: 'keyless', sdkAppId: 1400000002, mintsUserSig: false };

/** The rules of a start in these applications, where all may be pulled and looked at. */
export function rulesOf(applications: readonly Application[] = [prod]): StartRules {
  return { applications, mayPull: () => true, mayLook: true };
}

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

export const run = { since: 2_000, taskId: '-gCTFWtU7t7D..', requestId: 'request-1' };
export const live = { name: 'live', ...run } satisfies TaskState;
export const paused = { name: 'paused', ...run, pausedAt: 2_500, by: 'U0CAROL' } satisfies TaskState;
export const stopping = { name: 'stopping', ...run, by: 'U0DAVE', was: 'live' } satisfies TaskState;
export const ended = {
  name: 'ended',
  ...run,
  at: 122_000,
  end: { how: 'stopped', by: 'U0DAVE' },
} satisfies TaskState;

/** One of each state that a task can be in, and of each that hides another. */
export const states: readonly TaskState[] = [
  { name: 'queued' },
  { name: 'starting', since: 1_000 },
  live,
  paused,
  stopping,
  { ...stopping, was: 'paused', pausedAt: 2_500, pausedBy: 'U0CAROL' },
  ended,
  { ...ended, end: { how: 'by-itself' } },
  { name: 'failed', at: 3_000, failure },
  { name: 'unknown', at: 4_000, failure },
  { name: 'removed', at: 5_000, by: 'U0CAROL' },
];

/** One of each event that can happen to a task. */
export const events: readonly TaskEvent[] = [
  { type: 'sending', at: 7 },
  { type: 'refused-for-now' },
  { type: 'started', at: 8, taskId: 'task-1', requestId: 'request-2' },
  { type: 'failed', at: 9, failure },
  { type: 'lost', at: 10, failure },
  { type: 'removed', at: 17, by: 'U0ERIN', roomExists: true },
  { type: 'paused', at: 11, by: 'U0ERIN' },
  { type: 'resumed', at: 12, by: 'U0ERIN' },
  { type: 'updated', at: 13, by: 'U0ERIN', changes: { volume: '80' } },
  { type: 'stopping', at: 14, by: 'U0ERIN' },
  { type: 'not-stopped' },
  { type: 'ended', at: 15 },
  { type: 'source', at: 16, source: 'failed' },
  { type: 'stop-failed', at: 18, by: 'U0ERIN', failure, answerLost: false },
  { type: 'dismissed', at: 19, by: 'U0ERIN' },
  { type: 'robot', at: 20, what: 'entered', settles: true },
  { type: 'noted', at: 21 },
  { type: 'cancelled', at: 22, by: 'U0ERIN' },
];

/** Lets everybody do everything. */
export const everybody: Access = {
  now: () => ({ allowed: true, role: 'admin' }),
  check: async () => ({ allowed: true, role: 'admin' }),
  helpers: { users: [], groups: [] },
};

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
