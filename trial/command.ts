import { parseArgs } from 'node:util';
import type { Wait } from '../src/async/wait.ts';
import { ConfigError, readConfig, secretsOf, type TrtcApplication } from '../src/config.ts';
import { nearest } from '../src/ingest/nearest.ts';
import type { Random } from '../src/ingest/runtime.ts';
import { urlFault } from '../src/ingest/stream-url.ts';
import { createScrub } from '../src/log.ts';
import { readable } from '../src/readable.ts';
import { urlRule } from '../src/slack/format/rules.ts';
import { Interrupted, NotSettled, type Say } from './check.ts';
import { type Prepared, prepare } from './prepare.ts';
import { costOf, type Trial } from './trial.ts';
import { trials } from './trials/index.ts';
import { verdict } from './verdict.ts';

/** How the process ends. */
export const exitCodes = {
  /** What was seen agrees with what the bot assumes; or the trials were listed. */
  agrees: 0,
  /** Nothing was done, or it could not be found out. */
  notSettled: 1,
  /** What was seen differs from what the bot assumes. */
  differs: 2,
  /** Ended by Ctrl-C or its like. */
  interrupted: 130,
} as const;

/** The terminal, and the world around the trial. */
export interface Runtime {
  write(text: string): void;
  /** What is typed next; undefined where nobody types any more, or the trial is to end. */
  answer(): Promise<string | undefined>;
  /** Aborted when the trial is to end. */
  stopping: AbortSignal;
  wait: Wait;
  random: Random;
  /** How calls of the cleanup are made again. */
  retry?: { retries: number; minTimeout: number };
}

export interface Command {
  /** Gives the code with which the process is to end. */
  run(args: readonly string[]): Promise<number>;
  /** What may still run of what was started, a line each. */
  left(): readonly string[];
}

/** Stands for the settings of Slack, of people and of the store: a trial needs none, so it can be made before the bot is. */
const ofNoBot = {
  SLACK_BOT_TOKEN: 'xoxb-no-bot',
  SLACK_SIGNING_SECRET: 'no-signing-secret',
  SLACK_APP_TOKEN: undefined,
  INGEST_ALLOWLIST: '*',
  INGEST_ADMINS: undefined,
  INGEST_CHANNELS: undefined,
  STORE_URL: 'memory:',
  REDIS_URL: undefined,
};

/** A sentence for the person at the terminal, who gave something that cannot be. */
class Refused extends Error {}

export function createCommand(runtime: Runtime): Command {
  const { write, answer, stopping } = runtime;
  let prepared: Prepared | undefined;
  let scrub = (text: string) => text;
  const say: Say = (line, json) =>
    write(json === undefined ? `${scrub(line)}\n` : `${scrub(line)} ${scrub(JSON.stringify(json))}\n`);

  return {
    async run(args) {
      try {
        const order = readOrder(args);
        if (order === undefined) return list();
        const config = readConfig(undefined, ofNoBot);
        scrub = createScrub(secretsOf(config));
        const app = applicationOf(config.trtc.applications, order.app, order.trial);
        prepared = prepare({ ...runtime, config, app, url: order.url ?? '', say });
        return await ask(order.trial, app, prepared);
      } catch (error) {
        if (!(error instanceof Refused || error instanceof ConfigError)) throw error;
        say(error.message);
        return exitCodes.notSettled;
      } finally {
        prepared?.close();
      }
    },
    left: () => prepared?.cleanup.left() ?? [],
  };

  function list(): number {
    write(`${usage}\n`);
    return exitCodes.agrees;
  }

  async function ask(trial: Trial, app: TrtcApplication, parts: Prepared): Promise<number> {
    say(`The bot assumes: ${trial.assumes}\n`);
    say(`This trial ${trial.does}`);
    say(`It uses application ${app.name} (${app.sdkAppId}) in ${app.region}, at ${parts.endpoint}.`);
    write(`${costOf(trial)}\n\n`);
    write('Type yes to begin: ');
    const typed = await answer();
    if (stopping.aborted) return nothingDone('', exitCodes.interrupted);
    if (typed === undefined) return nothingDone('\n', exitCodes.notSettled);
    if (typed.trim() !== 'yes') {
      say('Nothing was done: only the word yes, typed in full, begins it.');
      return exitCodes.notSettled;
    }
    return carryOut(trial, parts);
  }

  function nothingDone(before: string, code: number): number {
    say(`${before}Nothing was done.`);
    return code;
  }

  async function carryOut(trial: Trial, { bench, cleanup }: Prepared): Promise<number> {
    let code: number = exitCodes.agrees;
    try {
      await trial.run(bench);
    } catch (error) {
      code = error instanceof Interrupted ? exitCodes.interrupted : exitCodes.notSettled;
      say(`\n${reasonOf(error)}`);
    }
    const isClean = await cleanUp(cleanup);
    if (code === exitCodes.interrupted) return code;
    say(`\n${verdict(trial, bench.checks, code === exitCodes.agrees)}`);
    if (bench.checks.some(({ holds }) => !holds)) return exitCodes.differs;
    return isClean && bench.checks.length > 0 ? code : exitCodes.notSettled;
  }

  function reasonOf(error: unknown): string {
    if (error instanceof Interrupted) return 'Stopped before its end, so that nothing is settled.';
    if (error instanceof NotSettled) return error.message;
    return `Something went wrong in the trial: ${readable(error)}`;
  }

  async function cleanUp(cleanup: Prepared['cleanup']): Promise<boolean> {
    if (cleanup.left().length === 0) {
      say('\nNothing of this trial runs.');
      return true;
    }
    say('\nEnding what it started:');
    const left = await cleanup.run();
    if (left.length === 0) {
      say('Nothing of this trial runs any more.');
      return true;
    }
    say(stillRunning(left));
    return false;
  }
}

/** What a person has to end by hand, who is told how. */
export function stillRunning(left: readonly string[]): string {
  return [
    'THIS MAY STILL RUN, and costs money while it does:',
    ...left.map((each) => `  ${each}`),
    'Dismiss the room in the console of TRTC, or call StopStreamIngest or RemoveUserByStrRoomId for it.',
  ].join('\n');
}

interface Order {
  trial: Trial;
  url: string | undefined;
  app: string | undefined;
}

/** Undefined where no trial is named. Throws Refused. */
function readOrder(args: readonly string[]): Order | undefined {
  const { values, positionals } = parsed(args);
  const [name, ...more] = positionals;
  if (values.help === true || args.length === 0) return undefined;
  if (name === undefined) throw new Refused('Name the trial first: npm run trial -- NAME');
  if (more.length > 0) throw new Refused(`One trial at a time: ${name} was named, and ${more.join(' ')}.`);
  const trial = trials.find((each) => each.name === name);
  if (trial === undefined) throw new Refused(unknownName(name));
  const problem = urlProblem(trial, values.url);
  if (problem !== undefined) throw new Refused(problem);
  return { trial, url: values.url, app: values.app };
}

function parsed(args: readonly string[]) {
  const options = { url: { type: 'string' }, app: { type: 'string' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [problem] = readable(error).split('. ');
    throw new Refused(`${problem}. A trial takes --url URL and --app NAME.`);
  }
}

function unknownName(name: string): string {
  const names = trials.map((each) => each.name);
  const near = nearest(name, names);
  const meant = near === undefined ? '' : ` The nearest is ${near}.`;
  return `There is no trial ${JSON.stringify(name)}.${meant} npm run trial lists all.`;
}

function urlProblem(trial: Trial, url: string | undefined): string | undefined {
  if (url === undefined) {
    if (!trial.needsUrl) return undefined;
    return `${trial.name} needs media that plays: npm run trial -- ${trial.name} --url https://…`;
  }
  const fault = urlFault(url);
  return fault === undefined ? undefined : `--url ${urlRule(fault)}.`;
}

/** Throws Refused. */
function applicationOf(
  applications: readonly TrtcApplication[],
  wanted: string | undefined,
  trial: Trial,
): TrtcApplication {
  const [first] = applications;
  const app =
    wanted === undefined
      ? first
      : applications.find(({ name, sdkAppId }) => name === wanted || String(sdkAppId) === wanted);
  if (app === undefined) {
    const known = applications.map(({ name }) => name).join(', ');
    throw new Refused(`--app takes one of ${known}.`);
  }
  if (trial.robots > 0 && app.secretKey === undefined) {
    throw new Refused(
      `${trial.name} starts a robot, and the settings hold no key of application ${app.name} to mint its UserSig with: set TRTC_SDK_SECRET_KEY, or secretKey in TRTC_APPS.`,
    );
  }
  return app;
}

const longestName = Math.max(...trials.map(({ name }) => name.length));

const usage = [
  'Each trial finds out on your own account whether something that the bot assumes of TRTC is so.',
  'It says what it will do and what that costs, and does nothing before you type yes.',
  '',
  'npm run trial -- NAME [--url URL] [--app NAME]',
  '',
  ...trials.map(({ name, assumes, robots, needsUrl }) =>
    [name.padEnd(longestName + 2), (robots === 0 ? 'free' : needsUrl ? '--url' : '').padEnd(7), assumes].join(
      '',
    ),
  ),
  '',
  'free: nothing is started. --url: needs media that plays. docs/tencent.md says more of each.',
].join('\n');
