import { setTimeout } from 'node:timers/promises';
import type { CustomRoute } from '@slack/bolt';
import type { Logger } from 'pino';
import { createCredentialWatch } from './health/credential-watch.ts';
import { createReadiness } from './health/readiness.ts';
import type { Verdict } from './health/verdict.ts';
import { healthRoutes } from './http/health.ts';
import { metricsRoute } from './http/metrics.ts';
import type { TaskStore } from './ingest/ports.ts';
import type { Clock, Random } from './ingest/runtime.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import type { SlackCall } from './slack/api/api-call.ts';
import { appTokenVerdict, tokenVerdict } from './slack/api/token-verdict.ts';
import { newTrace, withTrace } from './trace.ts';
import type { TrtcCall } from './trtc/api-call.ts';
import { credentialVerdict } from './trtc/credential-verdict.ts';
import { knownCodes } from './trtc/hints.ts';

export interface ObservabilityOptions {
  log: Logger;
  clock: Clock;
  random: Random;
  /** Milliseconds from any beginning, never backwards. */
  stopwatch: () => number;
  /** Undefined until the store is open. */
  tasks: () => TaskStore | undefined;
  /** How many starts wait, where they are queued. */
  queueDepth?: () => Promise<number>;
  /** Whether Slack's requests can come in. */
  connected: () => boolean;
  /** Rejects where the store does not work. */
  checkStore: () => Promise<void>;
  /** Ask each side whether it takes the bot's credentials. */
  ask: { slack: () => Promise<Verdict>; trtc: () => Promise<Verdict> };
}

/** What those who run the bot see of it: traces, a log line for each call, metrics, health. */
export interface Observability {
  metrics: Metrics;
  /** `/healthz`, `/readyz` and `/metrics`. */
  routes: CustomRoute[];
  stopwatch: () => number;
  /** Does the work under a trace of its own. */
  traced<T>(work: () => T): T;
  slackCall(call: SlackCall): void;
  trtcCall(call: TrtcCall): void;
}

/** `/readyz` waits no longer than this for any part. */
const longestWaitMs = 2_000;

/** Wires what those who run the bot see of it; see app.ts for the bot itself. */
export function createObservability(options: ObservabilityOptions): Observability {
  const { log, clock, random, stopwatch, ask } = options;
  const timeUp = () => setTimeout(longestWaitMs, undefined, { ref: false });
  const metrics = createMetrics({ ...options, logger: log, knownCodes });
  const slackToken = createCredentialWatch({ ask: ask.slack, clock, timeUp });
  const trtcCredentials = createCredentialWatch({ ask: ask.trtc, clock, timeUp });
  let isAppTokenRefused = false;
  const readiness = createReadiness({
    ...options,
    slackToken,
    appTokenAccepted: () => !isAppTokenRefused,
    trtcCredentials,
    timeUp,
  });

  return {
    metrics,
    routes: [...healthRoutes(readiness), metricsRoute(metrics.expose)],
    stopwatch,
    traced: (work) => withTrace(newTrace(random), work),
    slackCall(call) {
      slackToken.note(tokenVerdict(call));
      const verdict = appTokenVerdict(call);
      if (verdict !== 'silent') isAppTokenRefused = verdict === 'refused';
      metrics.slackCall(call);
      log.debug({ ...call, ms: Math.round(call.ms) }, 'Slack was called');
    },
    trtcCall(call) {
      trtcCredentials.note(credentialVerdict(call));
      metrics.trtcCall(call);
      log[levelOf(call)]({ ...call, ms: Math.round(call.ms) }, 'TRTC was called');
    },
  };
}

/** Every running task is asked about again and again: what that finds is told where it changes anything. */
function levelOf({ action, outcome }: TrtcCall): 'debug' | 'info' | 'warn' {
  if (outcome === 'lost' || outcome === 'not_sent') return 'warn';
  return action === 'DescribeStreamIngest' ? 'debug' : 'info';
}
