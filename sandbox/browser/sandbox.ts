import { type Stage, type StageOptions, startStage } from '../stage.ts';
import { perform } from './acts.ts';
import { createFaultDesk } from './faults.ts';
import { createFeed } from './feed.ts';
import { readManifest } from './manifest.ts';
import { people } from './people.ts';
import { startServer } from './server.ts';
import { takeSnapshot } from './snapshot.ts';

export interface SandboxOptions {
  /** Of the page; 0: any free one. */
  port: number;
  /** How Slack's requests reach the bot. */
  mode: 'http' | 'socket';
  /** Where the built page lies; default where `npm run sandbox` builds it. */
  pageFolder?: string;
  stage?: Pick<StageOptions, 'runtime' | 'latencyMs' | 'settings'>;
  heartbeatMs?: number;
}

export interface Sandbox {
  readonly stage: Stage;
  /** http://127.0.0.1:PORT */
  readonly address: string;
  /** Stops the page's server, then the bot as SIGTERM does, then the stand-ins. */
  stop(): Promise<void>;
}

/** Of each TRTC call where somebody looks on: long enough to see that it is under way. */
export const visibleLatencyMs = 150;

const callbackKey = 'callbackKeyOfTheSandbox';

/** The real bot between the two stand-ins, and the page on 127.0.0.1. @throws where the port is taken (EADDRINUSE) */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, mode, pageFolder = 'build/page', heartbeatMs } = options;
  const stage = await startStage({
    ...options.stage,
    mode,
    // Of applications whose events come the bot asks ten times less often: every 20 seconds.
    settings: { TRTC_CALLBACK_KEY: callbackKey, MONITOR_INTERVAL_SECONDS: '2', ...options.stage?.settings },
  });
  const { slack, trtc, sources } = stage;
  for (const { id } of people) slack.directMessages(id);
  trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key: callbackKey });
  const manifest = readManifest();
  const faults = createFaultDesk(slack, trtc);
  const typing = { onPhone: false };
  const snapshot = () => takeSnapshot({ stage, faults, manifest, mode, typing });
  const feed = createFeed({
    read: () => JSON.stringify(snapshot()),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  });
  slack.onChange(feed.changed);
  trtc.onChange(feed.changed);
  sources.onChange(feed.changed);
  const knows = (userId: string) => people.some(({ id }) => id === userId);
  const server = await startServer({
    port,
    pageFolder,
    feed,
    snapshot,
    knows,
    perform: (as, act) => perform({ slack, trtc, sources, faults, manifest, typing }, as, act),
  }).catch(async (error: unknown) => {
    await stage.stop();
    throw error;
  });
  return {
    stage,
    address: `http://127.0.0.1:${server.port}`,
    async stop() {
      await server.close();
      releaseForGood(stage);
      await stage.stop();
    },
  };
}

/** The bot finishes what is under way before it stops: nothing may stall that nobody can release any more. */
function releaseForGood({ trtc }: Stage): void {
  trtc.onChange(() => setImmediate(() => trtc.release()));
  trtc.release();
}
