import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from '../ingest/runtime.ts';
import type { TaskEvent } from '../ingest/task.ts';

import { createTaskStates, type TaskStatesOptions } from './task-states.ts';

export interface MetricsOptions extends TaskStatesOptions {
  /** Error codes, and families of them, that have a label value of their own. */
  knownCodes: ReadonlySet<string>;
  /** How many requests wait or are under way; without it there is no such metric. */
  queueDepth?: () => Promise<number>;
}

/** What is counted and measured. Durations are in milliseconds; all words are of a small fixed set. */
export interface Metrics {
  command(command: { name: string; outcome: string }): void;
  start(start: StartOutcome): void;
  slackCall(call: { method: string; outcome: string; ms: number }): void;
  trtcCall(call: { action: string; outcome: string; ms: number }): void;
  acknowledged(ack: { kind: string; ms: number }): void;
  /** All of it in Prometheus' text format. */
  expose(): Promise<{ contentType: string; body: string }>;
}

/** Codes of ours, beside Tencent's. */
const ownCodes = ['none', 'cannot_post', 'store_unavailable', 'unexpected', 'Network', 'Http', 'Bot'];

/** Seconds. Slack wants its acknowledgement within three. */
const ackBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
/** Seconds. Answers are waited for ten. */
const callBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics of the bot and its process, in a registry of their own. */
export function createMetrics(options: MetricsOptions): Metrics {
  const { queueDepth, logger } = options;
  const registry = new Registry();
  const registers = [registry];
  const knownCodes = new Set([...options.knownCodes, ...ownCodes]);
  const taskStates = createTaskStates(options);
  collectDefaultMetrics({ register: registry });

  const commands = new Counter({
    name: 'ingest_commands_total',
    help: 'Commands, by what became of them.',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const starts = new Counter({
    name: 'ingest_starts_total',
    help: 'Starts that have ended, by outcome and error code.',
    labelNames: ['outcome', 'code'],
    registers,
  });
  const slackCalls = new Histogram({
    name: 'ingest_slack_request_duration_seconds',
    help: "Requests to Slack's API.",
    labelNames: ['method', 'outcome'],
    buckets: callBuckets,
    registers,
  });
  const trtcCalls = new Histogram({
    name: 'ingest_trtc_request_duration_seconds',
    help: "Requests to TRTC's API, without the wait for a place within its limit.",
    labelNames: ['action', 'outcome'],
    buckets: callBuckets,
    registers,
  });
  const acks = new Histogram({
    name: 'ingest_slack_ack_duration_seconds',
    help: 'Time from a request of Slack to its acknowledgement.',
    labelNames: ['kind'],
    buckets: ackBuckets,
    registers,
  });
  new Gauge({
    name: 'ingest_tasks',
    help: 'Tasks that are not over, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      for (const [state, count] of Object.entries((await taskStates()) ?? {})) this.set({ state }, count);
    },
  });
  if (queueDepth !== undefined) addQueueDepth(queueDepth, registry, logger);

  return {
    command: ({ name, outcome }) => commands.inc({ command: name, outcome }),
    start: ({ outcome, code }) => starts.inc({ outcome, code: codeLabel(code, knownCodes) }),
    slackCall: ({ method, outcome, ms }) => slackCalls.observe({ method, outcome }, ms / 1000),
    trtcCall: ({ action, outcome, ms }) => trtcCalls.observe({ action, outcome }, ms / 1000),
    acknowledged: ({ kind, ms }) => acks.observe({ kind }, ms / 1000),
    expose: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

/** Has no value while the queue cannot be read. */
function addQueueDepth(depth: () => Promise<number>, registry: Registry, logger: Logger): void {
  new Gauge({
    name: 'ingest_queue_depth',
    help: 'Requests that wait or are under way, of all instances.',
    registers: [registry],
    async collect() {
      this.reset();
      try {
        this.set(await depth());
      } catch (error) {
        logger.warn({ error }, 'The queue could not be measured for the metrics');
        this.remove();
      }
    },
  });
}

/**
 * What stands for an error code in a label: itself if it is known, else its family with a star if that is, else
 * `other`. Far sides make up codes as they like, and each value of a label is kept for as long as the process lives.
 */
function codeLabel(code: string, known: ReadonlySet<string>): string {
  if (known.has(code)) return code;
  const family = code.split('.')[0] ?? '';
  return known.has(family) ? `${family}.*` : 'other';
}

/** How a start has ended; `code` is `none` if there was no error. */
export interface StartOutcome {
  outcome: 'started' | 'failed' | 'unknown';
  code: string;
}

/** Counts how starts end, from the events that tasks have. */
export function countingStarts(count: (start: StartOutcome) => void): (event: TaskEvent) => void {
  return (event) => {
    const start = startOutcome(event);
    if (start !== undefined) count(start);
  };
}

function startOutcome(event: TaskEvent): StartOutcome | undefined {
  switch (event.type) {
    case 'started':
      return { outcome: 'started', code: 'none' };
    case 'failed':
      return { outcome: 'failed', code: event.failure.code };
    case 'lost':
      return { outcome: 'unknown', code: event.failure.code };
    default:
      return undefined;
  }
}
