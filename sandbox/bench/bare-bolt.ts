import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import { Api } from 'tls-sig-api-v2';
import { sdkAppId, secrets } from './stage.ts';

/** The same job as a handler that somebody writes in an afternoon: what the bench measures the bot against. */
export async function startBareBolt(
  slackApiUrl: string,
  trtcUrl: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const client = new trtc.v20190722.Client({
    credential: { secretId: secrets.secretId, secretKey: secrets.secretKey },
    region: 'ap-singapore',
    profile: { httpProfile: { protocol: 'http://', endpoint: new URL(trtcUrl).host } },
  });
  const app = new App({
    token: secrets.botToken,
    signingSecret: secrets.signingSecret,
    clientOptions: { slackApiUrl },
  });
  app.command('/ingest', async ({ ack, command, say }) => {
    await ack();
    const [, RoomId = '', StreamUrl = ''] = command.text.split(' ');
    const UserId = `robot-${command.trigger_id.slice(-8)}`;
    const UserSig = new Api(sdkAppId, secrets.sdkSecretKey).genUserSig(UserId, 3600);
    try {
      const answer = await client.StartStreamIngest({
        SdkAppId: sdkAppId,
        RoomId,
        RoomIdType: 0,
        UserId,
        UserSig,
        StreamUrl,
      });
      await say(`Started ${RoomId}: TaskId \`${answer.TaskId}\``);
    } catch (error) {
      await say(`${RoomId} failed: ${error instanceof Error ? error.message : error}`);
    }
  });
  const server = await app.start(0);
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      await app.stop();
    },
  };
}
