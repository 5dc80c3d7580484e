import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import type { Region } from '../ingest/region.ts';
import type { Secret } from '../ingest/secret.ts';
import { nodeAgentFor } from '../network/node-agent.ts';
import { noProxies, type Proxies } from '../network/route.ts';
import { type CallWatch, WatchedClient } from './api-call.ts';

export type TrtcClient = InstanceType<typeof trtc.v20190722.Client>;

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
  const agent = nodeAgentFor(endpoint, proxies, { keepAlive: true, timeout: idleConnectionMs });
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
    return watch === undefined ? new trtc.v20190722.Client(config) : new WatchedClient(config, watch);
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
