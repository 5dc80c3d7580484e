import type { Region } from '../ingest/region.ts';
import type { Secret } from '../ingest/secret.ts';
import { nodeAgentFor } from '../network/node-agent.ts';
import { noProxies, type Proxies } from '../network/route.ts';
import { type CallWatch, CheckedClient } from './api-call.ts';
import { watchDepartures } from './departure.ts';

export type TrtcClient = CheckedClient;

/** A connection that the far side has closed looks like a lost answer, so ours are given up before that. */
const idleConnectionMs = 4_000;

export interface TrtcClients {
  /** The client of a region; connections are shared by all regions. */
  of(region: Region): TrtcClient;
  /** Ends idle connections. */
  close(): void;
}

/** Official clients for one account, one for each region when it is first asked for. */
export function createTrtcClients(options: {
  secretId: Secret;
  secretKey: Secret;
  endpoint: URL;
  /** None if absent. */
  proxies?: Proxies;
  /** How long an answer is waited for. */
  answerSeconds?: number;
  /** Told of every request. */
  watch?: CallWatch;
}): TrtcClients {
  const { secretId, secretKey, endpoint, proxies = noProxies, answerSeconds = 10, watch } = options;
  const agent = watchDepartures(
    nodeAgentFor(endpoint, proxies, { keepAlive: true, timeout: idleConnectionMs }),
  );
  const clients = new Map<Region, TrtcClient>();

  function create(region: Region): TrtcClient {
    const config = {
      credential: { secretId: secretId.reveal(), secretKey: secretKey.reveal() },
      region,
      profile: {
        httpProfile: {
          protocol: `${endpoint.protocol}//`,
          endpoint: endpoint.host,
          reqTimeout: answerSeconds,
          agent,
        },
      },
    };
    return new CheckedClient(config, watch);
  }

  return {
    of(region) {
      const client = clients.get(region) ?? create(region);
      clients.set(region, client);
      return client;
    },
    close() {
      agent.destroy();
    },
  };
}
