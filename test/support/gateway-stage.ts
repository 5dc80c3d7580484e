import type { TrtcStandIn } from '../../sandbox/trtc/index.ts';
import type { Gateway, TaskRef } from '../../src/ingest/ports.ts';
import type { Region } from '../../src/ingest/region.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { createTrtcClients } from '../../src/trtc/client.ts';
import { createGateway } from '../../src/trtc/gateway.ts';
import type { RegionTable } from '../../src/trtc/regions.ts';
import { afterwards, app, credential, documented, start } from './trtc-stand-in.ts';

export interface GatewayStage {
  trtc: TrtcStandIn;
  gateway: Gateway;
  /** A task that runs. */
  ref: TaskRef;
  /** What was asked since the task was started: each call's action. */
  actions(): string[];
  /** What was sent with the newest call. */
  params(): object | undefined;
}

export const retries = 2;

/** The gateway with Tencent's own client in front of the stand-in, and a task that runs there. */
export async function gatewayStage(
  region: Region = 'ap-singapore',
  regions?: RegionTable,
): Promise<GatewayStage> {
  const trtc = await start();
  const clients = createTrtcClients({
    secretId: new Secret(credential.secretId),
    secretKey: new Secret(credential.secretKey),
    endpoint: new URL(trtc.url),
  });
  afterwards(() => clients.close());
  const { TaskId: taskId = '' } = await clients.of(region).StartStreamIngest(documented);
  return {
    trtc,
    gateway: createGateway({
      clients,
      keys: new Map(),
      retry: { retries, minTimeout: 0 },
      ...(regions === undefined ? {} : { regions }),
    }),
    ref: { sdkAppId: app.sdkAppId, region, taskId },
    actions: () => trtc.calls.slice(1).map(({ action }) => action),
    params: () => trtc.calls.at(-1)?.params,
  };
}
