import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import type { DestinationStream } from 'pino';
import type { Wait } from './async/wait.ts';
import type { Clock, Random } from './ingest/runtime.ts';
import { type Fetch, fetchWhole } from './slack/api/fetch.ts';
import { type PaceLimits, slackPace } from './slack/api/pace.ts';
import { patientSocket, type SocketPatience } from './slack/api/socket-link.ts';
import { patientRetry as patientSlack } from './slack/api/web-clients.ts';
import { openBackend } from './storage/open.ts';
import { patientRetry as patientTrtc } from './trtc/gateway.ts';
import { callsPerSecond } from './trtc/rate-limit.ts';

/** What the bot takes from the world around it. */
export interface Runtime {
  clock: Clock;
  /** Milliseconds from any beginning, never backwards: what durations are measured by. */
  stopwatch: () => number;
  random: Random;
  wait: Wait;
  /** All addresses of a host's name; rejects as Node's own look-ups do. */
  lookup: (hostname: string) => Promise<readonly string[]>;
  /** How Slack is asked. */
  fetch: Fetch;
  logTo: DestinationStream;
  /** What the account may call of each TRTC API in any second. */
  callsPerSecond: number;
  /** How fast Slack takes messages and changes of them. */
  slackPace: PaceLimits;
  /** What the rows of a show have to say within so many milliseconds is one message in its thread. */
  gatherMs: number;
  /** How patiently failed calls are made again. */
  retry: { slack: typeof patientSlack; trtc: typeof patientTrtc; socket: SocketPatience };
  /** Opens what STORE_URL names. */
  openBackend: typeof openBackend;
  /** After so many milliseconds what could not be told is looked at again. */
  sweepMs: number;
}

export const realRuntime: Runtime = {
  clock: Date.now,
  stopwatch: () => performance.now(),
  random: Math.random,
  // Does not keep the process alive.
  wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
  lookup: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  fetch: fetchWhole,
  logTo: process.stdout,
  callsPerSecond,
  slackPace,
  gatherMs: 2_000,
  retry: { slack: patientSlack, trtc: patientTrtc, socket: patientSocket },
  openBackend,
  sweepMs: 1_000,
};
