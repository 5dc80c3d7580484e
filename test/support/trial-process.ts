import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { sdkAppId, secrets } from '../../sandbox/stage.ts';
import { startTrtc, type TrtcOptions, type TrtcStandIn } from '../../sandbox/trtc/index.ts';
import { builtPrograms } from './built.ts';

const programs = {
  /** Its time passes when `onWait` says so. */
  hurried: join('test', 'support', 'hurried-trial.js'),
  /** What `npm run trial` runs. */
  real: join('trial', 'main.js'),
};

/** Makes what `runTrial` runs. */
export function buildTrials(): void {
  builtPrograms();
}

export const programNamed = (name: keyof typeof programs) => join(builtPrograms(), programs[name]);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

export const callbackKey = 'CallbackKey0123456789';
/** Its credentials and its file's query must not be seen anywhere. */
export const playing = 'https://user:pa55word@media.example.com/secretfolder/show.mp4?token=t0ken';

export async function startStandIn(options: Partial<TrtcOptions> = {}): Promise<TrtcStandIn> {
  const apps = [{ sdkAppId, secretKey: secrets.sdkSecretKey }];
  const trtc = await startTrtc({ credential: secrets, apps, ...options });
  cleanups.push(() => trtc.close());
  return trtc;
}

/** The settings of a bot, and no others. */
export function settingsFor(trtc: Pick<TrtcStandIn, 'url'>, port = 0): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    TENCENTCLOUD_SECRET_ID: secrets.secretId,
    TENCENTCLOUD_SECRET_KEY: secrets.secretKey,
    TRTC_SDK_APP_ID: String(sdkAppId),
    TRTC_SDK_SECRET_KEY: secrets.sdkSecretKey,
    TRTC_CALLBACK_KEY: callbackKey,
    TRTC_ENDPOINT: trtc.url,
    INGEST_ALLOWLIST: '*',
    PORT: String(port),
  };
}

export interface TrialProcess {
  /** All that the person at the terminal has seen. */
  output(): string;
  /** Resolves when these words have been seen. */
  says(words: string): Promise<void>;
  /** Types a line. */
  type(line: string): void;
  /** Presses keys. */
  press(keys: string): void;
  /** Nobody types any more. */
  hangUp(): void;
  signal(name: NodeJS.Signals): void;
  ended: Promise<number | null>;
}

export interface RunOptions {
  program?: keyof typeof programs;
  settings?: Record<string, string>;
  /** Lets the time of a wait pass by resolving; `n` counts them from 1. */
  onWait?: (n: number, ms: number) => unknown;
}

/** Runs `npm run trial -- ARGS`, between a terminal and the stand-in. */
export function runTrial(
  trtc: Pick<TrtcStandIn, 'url'>,
  args: readonly string[],
  { program = 'hurried', settings = settingsFor(trtc), onWait = () => {} }: RunOptions = {},
): TrialProcess {
  const child = spawn(process.execPath, [programNamed(program), ...args], {
    env: settings,
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  let waits = 0;
  child.on('message', async (message: { waits: number }) => {
    waits += 1;
    await onWait(waits, message.waits);
    if (child.connected) child.send('over');
  });
  return watch(child);
}

function watch(child: ChildProcess): TrialProcess {
  cleanups.push(() => child.kill('SIGKILL'));
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      for (const look of waiting) look();
    });
  }
  child.stdin?.on('error', () => {});
  return {
    output: () => output,
    says: (words) =>
      new Promise((resolve) => {
        const look = () => {
          if (output.includes(words)) resolve();
        };
        waiting.add(look);
        look();
      }),
    type: (line) => void child.stdin?.write(`${line}\n`),
    press: (keys) => void child.stdin?.write(keys),
    hangUp: () => void child.stdin?.end(),
    signal: (name) => void child.kill(name),
    ended: once(child, 'close').then(([code]) => code),
  };
}

/** Says yes where the trial asks, and waits for its end. */
export async function carriedOut(trial: TrialProcess): Promise<number | null> {
  await trial.says('Type yes to begin: ');
  trial.type('yes');
  return trial.ended;
}

/** An address for events, where a trial with these settings takes them. */
export async function eventStage(
  trtc: TrtcStandIn,
): Promise<{ settings: Record<string, string>; target: { url: string; key: string } }> {
  const port = await freePort();
  return {
    settings: settingsFor(trtc, port),
    target: { url: `http://127.0.0.1:${port}/trtc/events`, key: callbackKey },
  };
}

/** Types keys into a program at its question, by way of `script`, which gives it a terminal. */
export async function typedInto(
  args: readonly string[],
  env: Record<string, string>,
  keys: string,
): Promise<{ status: number | null; output: string }> {
  const terminal = watch(spawn('script', args, { env, stdio: 'pipe' }));
  await terminal.says('Type yes to begin: ');
  terminal.press(keys);
  return { status: await terminal.ended, output: terminal.output() };
}
