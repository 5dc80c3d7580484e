import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import { Api } from 'tls-sig-api-v2';
import { reportToBench } from './report.ts';

/**
 * The same job as a handler that somebody writes in an afternoon, in a process of its own and with the settings of the
 * bot: what the bench measures the bot against. With BENCH_CARD it makes the calls that the bot makes before the TaskId
 * is told: a card first, and the outcome in its thread.
 */
const settings = process.env;
const sdkAppId = Number(settings.TRTC_SDK_APP_ID);
const client = new trtc.v20190722.Client({
  credential: {
    secretId: settings.TENCENTCLOUD_SECRET_ID ?? '',
    secretKey: settings.TENCENTCLOUD_SECRET_KEY ?? '',
  },
  region: 'ap-singapore',
  profile: { httpProfile: { protocol: 'http://', endpoint: new URL(settings.TRTC_ENDPOINT ?? '').host } },
});
const app = new App({
  token: settings.SLACK_BOT_TOKEN ?? '',
  signingSecret: settings.SLACK_SIGNING_SECRET ?? '',
  clientOptions: { slackApiUrl: settings.SLACK_API_URL ?? '' },
  // It warns of every message that Slack refuses.
  logLevel: LogLevel.ERROR,
});

app.command('/ingest', async ({ ack, command, say }) => {
  await ack();
  const [, RoomId = '', StreamUrl = ''] = command.text.split(' ');
  const card = settings.BENCH_CARD === undefined ? undefined : await say(`Starting ${RoomId}`);
  const thread = card?.ts === undefined ? {} : { thread_ts: card.ts };
  const UserId = `robot-${command.trigger_id.slice(-8)}`;
  const UserSig = new Api(sdkAppId, settings.TRTC_SDK_SECRET_KEY ?? '').genUserSig(UserId, 3600);
  const order = { SdkAppId: sdkAppId, RoomId, RoomIdType: 0, UserId, UserSig, StreamUrl };
  try {
    const { TaskId } = await client.StartStreamIngest(order);
    await say({ text: `Started ${RoomId}: TaskId \`${TaskId}\``, ...thread });
  } catch (error) {
    await say({ text: `${RoomId} failed: ${error instanceof Error ? error.message : error}`, ...thread });
  }
});

const server = await app.start(0);
reportToBench((server.address() as AddressInfo).port, () => app.stop());
