import type { WebClient } from '@slack/web-api';
import type { Wait } from '../../async/wait.ts';
import type { AccessPolicy } from '../../ingest/access.ts';
import type { Gateway } from '../../ingest/ports.ts';
import type { Application } from '../../ingest/request.ts';
import type { Logger } from '../../ingest/runtime.ts';
import { type Callbacks, callbackCheck } from './callback-check.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { type OwnParts, storeCheck, transportFinding } from './own-checks.ts';
import { type Routes, routeFindings } from './reach.ts';
import { channelCheck, groupChecks, tokenCheck } from './slack-checks.ts';
import { credentialChecks, keyFindings } from './trtc-checks.ts';

export interface DoctorDeps extends OwnParts {
  /** One that does not try again: the first failure is what people should hear of. */
  web: WebClient;
  gateway: Pick<Gateway, 'verify'>;
  policy: AccessPolicy;
  applications: readonly Application[];
  callbacks: Callbacks;
  routes: Routes;
  logger: Logger;
  wait: Wait;
}

export interface Doctor {
  /** Looks at everything that the bot needs, for somebody in a channel. Does not throw. */
  examine(asker: { user: string; channel: string }): Promise<readonly Finding[]>;
}

/** No check is waited for longer than this. */
const longestWaitMs = 5_000;

/** Examines what the bot stands on, all at once and each apart from the others. */
export function createDoctor(deps: DoctorDeps): Doctor {
  const { web, gateway, policy, applications, store, transport, callbacks, routes, logger } = deps;
  const deadline = { ms: longestWaitMs, wait: deps.wait };

  return {
    async examine(asker) {
      const checks = [
        tokenCheck(web, routes.slack),
        channelCheck(web, asker, routes.slack),
        ...groupChecks(web, policy, routes.slack),
        ...credentialChecks(gateway, applications, routes.trtc),
        storeCheck(store, logger),
      ];
      const [found, ofCallbacks] = await Promise.all([
        examine(checks, deadline, logger),
        examine([callbackCheck(callbacks, applications)], deadline, logger),
      ]);
      return [
        ...found,
        ...keyFindings(applications),
        ...ofCallbacks,
        transportFinding(transport),
        ...routeFindings(routes),
      ];
    },
  };
}
