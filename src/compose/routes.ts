import type { CustomRoute } from '@slack/bolt';
import type { Logger } from 'pino';
import type { InFlight } from '../async/in-flight.ts';
import type { Config } from '../config.ts';
import { createReadiness } from '../health/readiness.ts';
import { healthRoutes } from '../http/health.ts';
import { metricsRoute } from '../http/metrics.ts';
import { trtcEventRoutes } from '../http/trtc-events.ts';
import type { Runtime } from '../runtime.ts';
import { askAboutToken } from '../slack/api/token-verdict.ts';
import type { Store } from '../storage/open.ts';
import type { Clients } from './clients.ts';
import type { Core } from './core.ts';
import type { Observability } from './observability.ts';

export interface RoutesOptions {
  config: Config;
  runtime: Pick<Runtime, 'wait'>;
  log: Logger;
  store: Pick<Store, 'check'>;
  inFlight: InFlight;
  clients: Pick<Clients, 'web' | 'gateway'>;
  core: Pick<Core, 'streamEvents' | 'presence'>;
  observability: Observability;
  /** Whether Slack's requests can come in; asked by requests alone, when there is something for them to come in by. */
  connected: () => boolean;
}

/** `/readyz` waits no longer than this for the store. */
const longestWaitMs = 2_000;

/** What the HTTP server answers beside Slack: `/healthz`, `/readyz`, `/metrics`, and `/trtc/events` if a callback key is set. */
export function createRoutes(options: RoutesOptions): CustomRoute[] {
  const { log, store, inFlight, clients, core, observability, connected } = options;
  const { applications } = options.config.trtc;
  const { metrics, traced, credentials } = observability;
  /** All applications share the credentials. */
  const askTrtc = async () => {
    const [first] = applications;
    return first === undefined ? 'silent' : (await clients.gateway.verify(first)).credentials;
  };
  const readiness = createReadiness({
    connected,
    checkStore: store.check,
    slackToken: () => credentials.slackToken.look(() => askAboutToken(clients.web.forms)),
    appTokenAccepted: credentials.appTokenAccepted,
    trtcCredentials: () => credentials.trtc.look(askTrtc),
    deadline: { ms: longestWaitMs, wait: options.runtime.wait },
  });
  const signed = applications.flatMap(({ sdkAppId, callbackKey }) =>
    callbackKey === undefined ? [] : [{ sdkAppId, callbackKey }],
  );
  const events = trtcEventRoutes({
    ...{ applications: signed, logger: log, goOn: inFlight.add, traced },
    streamEvents: core.streamEvents,
    presence: core.presence,
  });
  return [...healthRoutes(readiness), metricsRoute(metrics.expose), ...(signed.length === 0 ? [] : events)];
}
