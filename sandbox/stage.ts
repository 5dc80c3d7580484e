import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { createApp, type IngestApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Runtime } from '../src/runtime.ts';
import { freePort } from './free-port.ts';
import { type Message, type PaceRules, type SlackStandIn, startSlack } from './slack/index.ts';
import { type Sources, startSources } from './sources/index.ts';
import type { Certificate } from './tls/certificate.ts';
import { startTrtc, type Task, type TrtcStandIn } from './trtc/index.ts';

/** Slack and TRTC, on this machine. */
export interface StandIns {
  slack: SlackStandIn;
  trtc: TrtcStandIn;
}

/** A bot that runs in this process. */
export interface Bot {
  app: IngestApp;
  /** Port of its HTTP server. */
  port: number;
  /** All that it has logged, a JSON line each. */
  log: readonly string[];
}

/** Everything that the bot needs, on this machine, and the bot itself. */
export interface Stage extends StandIns, Bot {
  /** Sources that the bot may look at and TRTC can pull, until they are broken. */
  sources: Sources;
  /** Stops the bot as SIGTERM does, then the rest. */
  stop(): Promise<void>;
}

export interface StageOptions {
  /** How requests reach the bot; default http. */
  mode?: 'http' | 'socket';
  /** Settings of the bot that differ from the stage's own. */
  settings?: Record<string, string>;
  runtime?: Partial<Runtime>;
  /** Applies to the Slack stand-in before the bot starts. */
  prepare?: (slack: SlackStandIn, trtc: TrtcStandIn) => void;
  /** Calls of each TRTC API in any second; default 20. */
  limitPerSecond?: number;
  /** What a TRTC call takes; default nothing. */
  latencyMs?: number;
  /** How long Slack waits for an acknowledgement; default 3,000. */
  ackWithinMs?: number;
  /** How many messages and edits Slack takes; default what it documents. */
  pace?: PaceRules;
  /** Slack takes all that comes, and the bot knows: for what is about something else. */
  unpaced?: boolean;
  /** A scope that the app was not granted. */
  withoutScope?: string;
  /** With it, Slack and TRTC speak TLS. */
  certificate?: Certificate;
  /** What Slack and TRTC know from before; default nothing. */
  past?: { messages: readonly Message[]; tasks: readonly Task[] };
  /** Whether TRTC can pull the media at a URL; default all. */
  canPull?: (url: string) => boolean;
}

export const people = {
  alice: { id: 'U0ALICE', name: 'alice' },
  bob: { id: 'U0BOB', name: 'bob' },
  carol: { id: 'U0CAROL', name: 'carol' },
  mallory: { id: 'U0MALLORY', name: 'mallory' },
  guest: { id: 'U0GUEST', name: 'guest', guest: 'multi' },
  visitor: { id: 'U0VISITOR', name: 'visitor', stranger: true },
} as const;

const everybody = Object.values(people).map((person) => person.id);

export const channels = {
  live: { id: 'C0LIVEOPS', name: 'live-ops' },
  stage: { id: 'C0STAGE', name: 'stage' },
  elsewhere: { id: 'C0ELSE', name: 'elsewhere' },
  archive: { id: 'C0OLD', name: 'old-shows' },
} as const;

export const group = { id: 'S0LIVEOPS', handle: 'live-ops-team' } as const;

/** Secrets that must never be seen outside the requests that need them. */
export const secrets = {
  botToken: 'xoxb-111-222-stage',
  appToken: 'xapp-1-A0STAGE-333-stage',
  signingSecret: '0123456789abcdef0123456789abcdef',
  secretId: 'AKIDstage0000000000000000000000000000',
  secretKey: 'cloudKey00000000000000000000000',
  sdkSecretKey: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
} as const;

export const sdkAppId = 1_234_567_890;

/** The scopes that the manifest asks for, so that a call that needs another one fails here as it would at Slack. */
const botScopes = z
  .object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
  .parse(parse(readFileSync('manifest.yml', 'utf8'))).oauth_config.scopes.bot;

/** A Slack that takes all that comes, for what is about something else. */
export const noPace: PaceRules = { postsPerSecond: 1e6, postBurst: 1e6, editsPerMinute: 1e6 };
/** And a bot that knows. */
export const noPaceOfOurs: Runtime['slackPace'] = {
  post: { intervalMs: 0.001, burst: 1e6 },
  edit: { intervalMs: 0.001, burst: 1e6 },
  board: { intervalMs: 0.001, burst: 1e6 },
};

/** Calls are made again as often as in earnest, and sooner. */
export const impatient: Runtime['retry'] = {
  slack: { retries: 5, factor: 1, minTimeout: 10, randomize: false },
  trtc: { retries: 3, minTimeout: 10 },
  socket: { stepMs: 10, longestMs: 50, pongMs: 5_000 },
};

/** Starts Slack and TRTC without a bot. */
export async function startStandIns({
  prepare,
  limitPerSecond,
  latencyMs,
  ackWithinMs,
  pace,
  certificate,
  past,
  canPull,
  withoutScope,
}: Omit<StageOptions, 'mode' | 'settings' | 'runtime' | 'unpaced'> = {}): Promise<StandIns> {
  const secured = certificate === undefined ? {} : { certificate };
  const slack = await startSlack({
    ...secrets,
    botScopes: botScopes.filter((scope) => scope !== withoutScope),
    people: Object.values(people).map((person) => ({ ...person })),
    channels: [
      { ...channels.live, members: everybody, botIsMember: true },
      { ...channels.stage, members: everybody, botIsMember: true, private: true },
      { ...channels.elsewhere, members: everybody, botIsMember: false },
      { ...channels.archive, members: everybody, botIsMember: true, archived: true },
    ],
    groups: [{ ...group, users: [people.bob.id] }],
    ...(ackWithinMs === undefined ? {} : { ackWithinMs }),
    ...(pace === undefined ? {} : { pace }),
    ...(past === undefined ? {} : { messages: past.messages }),
    ...secured,
  });
  const trtc = await startTrtc({
    credential: secrets,
    apps: [{ sdkAppId, secretKey: secrets.sdkSecretKey }],
    ...(limitPerSecond === undefined ? {} : { limitPerSecond }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(past === undefined ? {} : { tasks: past.tasks }),
    ...(canPull === undefined ? {} : { canPull }),
    ...secured,
  });
  prepare?.(slack, trtc);
  return { slack, trtc };
}

/** The settings of a bot between the stand-ins. Socket Mode wants a port to be chosen for it. */
export function settingsOf(
  { slack, trtc }: StandIns,
  mode: 'http' | 'socket' = 'http',
): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: secrets.botToken,
    ...(mode === 'http'
      ? { SLACK_SIGNING_SECRET: secrets.signingSecret }
      : { SLACK_APP_TOKEN: secrets.appToken }),
    SLACK_API_URL: slack.apiUrl,
    PORT: '0',
    TENCENTCLOUD_SECRET_ID: secrets.secretId,
    TENCENTCLOUD_SECRET_KEY: secrets.secretKey,
    TRTC_SDK_APP_ID: String(sdkAppId),
    TRTC_SDK_SECRET_KEY: secrets.sdkSecretKey,
    TRTC_ENDPOINT: trtc.url,
    INGEST_ALLOWLIST: `${people.alice.id},${group.id}`,
    INGEST_ADMINS: people.carol.id,
    STORE_URL: 'memory:',
    LOG_LEVEL: 'trace',
  };
}

/** Starts a bot in this process, which is less patient than in earnest. */
export async function startBot(
  settings: Record<string, string>,
  runtime: Partial<Runtime> = {},
): Promise<Bot> {
  const log: string[] = [];
  const app = createApp(readConfig(settings), {
    logTo: { write: (line) => log.push(line) },
    retry: impatient,
    sweepMs: 20,
    ...runtime,
  });
  return { app, port: await app.start(), log };
}

/** Lets Slack's requests go to the bot at this port. */
export function deliverTo(slack: SlackStandIn, port: number): void {
  slack.deliverTo({ mode: 'http', url: `http://127.0.0.1:${port}/slack/events` });
}

/** What becomes of a source becomes of the tasks that pull it. */
function breakTasks(sources: Sources, trtc: TrtcStandIn): void {
  sources.onChange((name) => {
    for (const { taskId, streamUrl, state, lacksSource = false } of trtc.tasks) {
      const pulled = sources.find(streamUrl);
      if (state === 'ended' || pulled?.name !== name) continue;
      if (pulled.plays && lacksSource) trtc.source(taskId).recover();
      if (!pulled.plays && !lacksSource) trtc.source(taskId).lose();
    }
  });
}

/** Starts the stand-ins, the sources, and the bot between them. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const { mode = 'http', settings = {}, unpaced = false } = options;
  const runtime = { ...(unpaced ? { slackPace: noPaceOfOurs } : {}), ...options.runtime };
  const sources = await startSources();
  const canPull = (url: string) => sources.find(url)?.plays ?? true;
  const standIns = await startStandIns({ canPull, ...options, ...(unpaced ? { pace: noPace } : {}) });
  const { slack, trtc } = standIns;
  breakTasks(sources, trtc);
  // Bolt's socket receiver does not say which port it was given.
  const port = mode === 'http' ? {} : { PORT: String(await freePort()) };
  // The sources alone: they are not at public addresses.
  const allowed = { INGEST_PROBE_ALLOW: sources.host };
  const bot = await startBot({ ...settingsOf(standIns, mode), ...port, ...allowed, ...settings }, runtime);
  if (mode === 'http') deliverTo(slack, bot.port);
  else slack.deliverTo({ mode });
  return {
    ...standIns,
    ...bot,
    sources,
    async stop() {
      await bot.app.stop();
      await sources.close();
      await slack.close();
      await trtc.close();
    },
  };
}
