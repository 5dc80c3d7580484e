import type { Logger } from 'pino';
import { type CredentialWatch, createCredentialWatch } from '../health/credential-watch.ts';
import type { Queue } from '../ingest/storage-ports.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import type { Runtime } from '../runtime.ts';
import type { SlackCall } from '../slack/api/api-call.ts';
import { appTokenVerdict, tokenVerdict } from '../slack/api/token-verdict.ts';
import type { Store } from '../storage/open.ts';
import { newTrace, withTrace } from '../trace.ts';
import type { TrtcCall } from '../trtc/api-call.ts';
import { credentialVerdict } from '../trtc/credential-verdict.ts';
import { knownCodes } from '../trtc/hints.ts';

export interface ObservabilityOptions {
  runtime: Pick<Runtime, 'clock' | 'random' | 'wait'>;
  log: Logger;
  store: Pick<Store, 'tasks'>;
  /** The requests that are kept until they are done. */
  queue: Pick<Queue<unknown>, 'depth'>;
}

/** What whoever runs the bot sees of it: traces, a log line for each call, metrics, the standing of its credentials. */
export interface Observability {
  metrics: Metrics;
  /** What is known of the bot's credentials, by the calls that were made with them. */
  credentials: {
    slackToken: CredentialWatch;
    /** False from a refusal of the token of the socket until Slack takes it again. */
    appTokenAccepted: () => boolean;
    trtc: CredentialWatch;
  };
  /** Does the work under a trace of its own. */
  traced<T>(work: () => T): T;
  slackCall(call: SlackCall): void;
  trtcCall(call: TrtcCall): void;
}

/** Nobody who asks for the standing of credentials waits longer than this for the far side. */
const longestWaitMs = 2_000;

/** Composes what whoever runs the bot sees of it. */
export function createObservability({ runtime, log, store, queue }: ObservabilityOptions): Observability {
  const { clock, random, wait } = runtime;
  const metrics = createMetrics({
    ...{ tasks: store.tasks, queueDepth: queue.depth, clock, knownCodes },
    logger: log,
  });
  const deadline = { ms: longestWaitMs, wait };
  const slackToken = createCredentialWatch({ clock, deadline });
  const trtc = createCredentialWatch({ clock, deadline });
  let isAppTokenRefused = false;

  return {
    metrics,
    credentials: { slackToken, appTokenAccepted: () => !isAppTokenRefused, trtc },
    traced: (work) => withTrace(newTrace(random), work),
    slackCall(call) {
      slackToken.note(tokenVerdict(call));
      const verdict = appTokenVerdict(call);
      if (verdict !== 'silent') isAppTokenRefused = verdict === 'refused';
      metrics.slackCall(call);
      const { scopes: _, ...facts } = call;
      log.debug({ ...facts, ms: Math.round(call.ms) }, 'Slack was called');
    },
    trtcCall(call) {
      trtc.note(credentialVerdict(call));
      metrics.trtcCall(call);
      log[levelOf(call)]({ ...call, ms: Math.round(call.ms) }, 'TRTC was called');
    },
  };
}

/** Every running task is asked about again and again: what that finds is told if it changes anything. */
function levelOf({ action, outcome }: TrtcCall): 'debug' | 'info' | 'warn' {
  if (outcome === 'lost' || outcome === 'not_sent') return 'warn';
  return action === 'DescribeStreamIngest' ? 'debug' : 'info';
}
