import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { sdkAppId } from '../../sandbox/stage.ts';
import { exitCodes } from '../../trial/command.ts';
import { trials } from '../../trial/trials/index.ts';
import { argsOf } from '../support/trial-cases.ts';
import {
  buildTrials,
  carriedOut,
  eventStage,
  playing,
  programNamed,
  runTrial,
  settingsFor,
  startStandIn,
  type TrialProcess,
  typedInto,
} from '../support/trial-process.ts';

beforeAll(buildTrials, 60_000);

const prompt = 'Type yes to begin: ';
/** One that starts a robot and then waits. */
const starting = argsOf('second-start');
/** Nobody listens there. */
const nowhere = { url: 'http://127.0.0.1:9' };

async function said(args: readonly string[], settings?: Record<string, string>) {
  const trial = runTrial(nowhere, args, settings === undefined ? {} : { settings });
  return { code: await trial.ended, output: trial.output() };
}

describe('npm run trial', () => {
  test('without a name lists every trial, what needs media and what is free, and wants no settings', async () => {
    const { code, output } = await said([], {});
    expect(code).toBe(exitCodes.agrees);
    for (const { name, assumes } of trials) {
      const line = output.split('\n').find((each) => each.startsWith(`${name} `));
      expect(line).toContain(assumes);
    }
    expect(output).toMatch(/^unknown-task +free {3}/m);
    expect(output).toMatch(/^second-start +--url {2}/m);
    expect(output).not.toContain(prompt);
  });

  test.each<[string, string[], string]>([
    [
      'a name that there is not',
      ['secnd-start'],
      'There is no trial "secnd-start". The nearest is second-start. npm run trial lists all.\n',
    ],
    ['a name far from all', ['xyzzyxyzzy'], 'There is no trial "xyzzyxyzzy". npm run trial lists all.\n'],
    ['two names', ['limit', 'pause'], 'One trial at a time: limit was named, and pause.\n'],
    ['an option alone', ['--app', 'prod'], 'Name the trial first: npm run trial -- NAME\n'],
    [
      'an option that there is not',
      ['limit', '--yes'],
      "Unknown option '--yes'. A trial takes --url URL and --app NAME.\n",
    ],
    [
      'no URL where one is needed',
      ['pause'],
      'pause needs media that plays: npm run trial -- pause --url https://…\n',
    ],
    [
      'a URL that TRTC does not pull',
      ['pause', '--url', 'srt://a.b/c'],
      '--url takes a URL that begins with http://, https:// or rtmp://: srt is not pulled.\n',
    ],
    [
      'an application that the bot does not know',
      ['limit', '--app', 'test'],
      `--app takes one of ${sdkAppId}.\n`,
    ],
  ])('says in one sentence what is wrong with %s, and asks nothing', async (_, args, sentence) => {
    const { code, output } = await said(args);
    expect(code).toBe(exitCodes.notSettled);
    expect(output).toContain(sentence);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  test('says which settings are wrong as the bot does', async () => {
    const { code, output } = await said(['limit'], { TRTC_SDK_APP_ID: 'prod' });
    expect(code).toBe(exitCodes.notSettled);
    expect(output).toContain('TENCENTCLOUD_SECRET_ID is not set\n');
    expect(output).toContain('TRTC_SDK_APP_ID must be a whole number from 1 to 4294967295\n');
    expect(output).not.toContain(prompt);
  });

  test('needs no settings of Slack, of people or of the store, nor right ones', async () => {
    const { SLACK_BOT_TOKEN: _t, SLACK_SIGNING_SECRET: _s, ...settings } = settingsFor(nowhere);
    const odd = { ...settings, SLACK_APP_TOKEN: 'x', INGEST_ALLOWLIST: 'alice', STORE_URL: 'x:' };
    for (const each of [settings, odd]) {
      const trial = runTrial(nowhere, ['limit'], { settings: each });
      await trial.says(prompt);
      trial.hangUp();
      expect(await trial.ended).toBe(exitCodes.notSettled);
    }
  });

  test('with --help lists every trial too', async () => {
    for (const args of [['--help'], ['volume', '--help']]) {
      const { code, output } = await said(args, {});
      expect(code).toBe(exitCodes.agrees);
      expect(output).toMatch(/^second-start +--url {2}/m);
    }
  });

  test('starts no robot of an application whose key it has not', async () => {
    const { TRTC_SDK_SECRET_KEY: _key, ...settings } = settingsFor(nowhere);
    const { code, output } = await said(starting, settings);
    expect(code).toBe(exitCodes.notSettled);
    expect(output).toMatch(/^second-start starts a robot, and .* set TRTC_SDK_SECRET_KEY/);
  });

  test('as it is built (trial/main.ts) makes a trial that needs no wait', async () => {
    const trtc = await startStandIn();
    const trial = runTrial(trtc, ['unknown-task'], { program: 'real' });
    expect(await carriedOut(trial)).toBe(exitCodes.agrees);
  });
});

describe('A trial that asks', () => {
  test('says what it does, where, and what that costs, and has called nothing by then', async () => {
    const trtc = await startStandIn();
    const trial = runTrial(trtc, starting);
    await trial.says(prompt);
    expect(trial.output()).toMatch(/This trial starts a stream, starts it once more/);
    expect(trial.output()).toContain(`application ${sdkAppId} (${sdkAppId}) in ap-singapore, at 127.0.0.1:`);
    expect(trial.output()).toMatch(
      /It costs what 1 robot in a room of its own costs for at most 1 minute, audio/,
    );
    expect(trtc.calls).toEqual([]);
  });

  test.each(['no', '', 'y', 'YES', 'yes please', 'ye', '"yes"'])(
    'does nothing when %j is typed',
    async (typed) => {
      const trtc = await startStandIn();
      const trial = runTrial(trtc, starting);
      await trial.says(prompt);
      trial.type(typed);
      expect(await trial.ended).toBe(exitCodes.notSettled);
      expect(trial.output()).toMatch(/Nothing was done: only the word yes, typed in full, begins it\.\n$/);
      expect(trtc.calls).toEqual([]);
    },
  );

  test('does nothing when nobody types', async () => {
    const trtc = await startStandIn();
    const trial = runTrial(trtc, starting);
    trial.hangUp();
    expect(await trial.ended).toBe(exitCodes.notSettled);
    expect(trial.output()).toMatch(/Nothing was done\.\n$/);
    expect(trtc.calls).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('does nothing after %s', async (signal) => {
    const trtc = await startStandIn();
    const trial = runTrial(trtc, starting);
    await trial.says(prompt);
    trial.signal(signal);
    expect(await trial.ended).toBe(exitCodes.interrupted);
    expect(trial.output()).toMatch(/Nothing was done\.\n$/);
    expect(trtc.calls).toEqual([]);
  });
});

/** The signal is all that ends the wait in which it comes. */
function pressed(trial: TrialProcess, signal: NodeJS.Signals): Promise<never> {
  trial.signal(signal);
  return new Promise(() => {});
}

describe('Whatever ends a trial,', () => {
  const running = { kind: 'error', code: 'InternalError' } as const;

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s in a wait, its robot is stopped',
    async (signal) => {
      const trtc = await startStandIn();
      const trial: TrialProcess = runTrial(trtc, starting, { onWait: () => pressed(trial, signal) });
      expect(await carriedOut(trial)).toBe(exitCodes.interrupted);
      expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
      expect(trial.output()).toContain('Stopping: what was started is ended first.');
      expect(trial.output()).toMatch(/Nothing of this trial runs any more\.\n$/);
    },
  );

  test('Ctrl-C while a start is under way, the stream that comes of it is stopped', async () => {
    const trtc = await startStandIn();
    trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
    const trial = runTrial(trtc, starting);
    const code = carriedOut(trial);
    await trtc.until(() => trtc.calls.some(({ outcome }) => outcome.kind === 'stalled'));
    trial.signal('SIGINT');
    await trial.says('Stopping');
    trtc.release();
    expect(await code).toBe(exitCodes.interrupted);
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('a second Ctrl-C ends it at once, and says what may still run', async () => {
    const trtc = await startStandIn();
    trtc.fail({ kind: 'stall' }, { action: 'StopStreamIngest' });
    const trial: TrialProcess = runTrial(trtc, starting, { onWait: () => pressed(trial, 'SIGINT') });
    const code = carriedOut(trial);
    await trtc.until(() => trtc.calls.some(({ outcome }) => outcome.kind === 'stalled'));
    trial.signal('SIGINT');
    expect(await code).toBe(exitCodes.interrupted);
    const [task] = trtc.tasks;
    expect(trial.output()).toContain('THIS MAY STILL RUN, and costs money while it does:\n');
    expect(trial.output()).toContain(
      `robot ${task?.userId} in room ${task?.roomId} of application ${sdkAppId}`,
    );
    expect(trial.output()).toContain(`TaskId ${task?.taskId}\n`);
  });

  test('a start that is refused settles nothing, and says what to do', async () => {
    const trtc = await startStandIn();
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction' });
    const trial = runTrial(trtc, starting);
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain(
      'The start that it needs was not done (FailedOperation.NotRtmpFunction). Subscribe to',
    );
    expect(trial.output()).toMatch(/Nothing of this trial runs\.\n.*Nothing is settled\.\n$/s);
  });

  test('keys that TRTC does not take settle nothing', async () => {
    const trtc = await startStandIn();
    const settings = { ...settingsFor(trtc), TENCENTCLOUD_SECRET_KEY: 'another0000000000000000000' };
    const trial: TrialProcess = runTrial(trtc, starting, { settings });
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain('(AuthFailure.SignatureFailure)');
  });

  test('a TRTC that is not there settles nothing', async () => {
    const trial = runTrial(nowhere, starting);
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain('(Network.NotSent)');
  });

  test('a lost answer, its robot is removed', async () => {
    const trtc = await startStandIn();
    trtc.fail({ kind: 'lose-answer' }, { action: 'StartStreamIngest' });
    const trial = runTrial(trtc, starting);
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toMatch(/Robot trial-\w+ is not in room ingest-trial-\w+ any more\./);
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('a stop that fails, its robot is removed', async () => {
    const trtc = await startStandIn();
    trtc.fail(running, { action: 'StopStreamIngest', times: Number.POSITIVE_INFINITY });
    const trial = runTrial(trtc, starting);
    expect(await carriedOut(trial)).toBe(exitCodes.agrees);
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('a task that nothing ends is named, with what to do', async () => {
    const trtc = await startStandIn();
    for (const action of ['StopStreamIngest', 'RemoveUserByStrRoomId'])
      trtc.fail(running, { action, times: Number.POSITIVE_INFINITY });
    const trial = runTrial(trtc, starting);
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain('THIS MAY STILL RUN, and costs money while it does:\n');
    expect(trial.output()).toContain(`TaskId ${trtc.tasks[0]?.taskId}\n`);
    expect(trial.output()).toContain('Dismiss the room in the console of TRTC');
  });

  test('events that cannot be taken settle nothing, and nothing is started', async () => {
    const trtc = await startStandIn();
    const { TRTC_CALLBACK_KEY: _key, ...settings } = settingsFor(trtc);
    const trial = runTrial(trtc, argsOf('events'), { settings });
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain('TRTC_CALLBACK_KEY is not set');
    expect(trtc.calls).toEqual([]);
  });

  test('a console without an address for room events settles nothing', async () => {
    const trtc = await startStandIn();
    const trial = runTrial(trtc, argsOf('room-events'), { settings: settingsFor(trtc, await freePort()) });
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain('No event of its room came: enter the address for room events');
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('of what happens to people in other rooms, nothing is shown', async () => {
    const trtc = await startStandIn();
    const { settings, target } = await eventStage(trtc);
    trtc.callbackTo(target);
    const EventInfo = { RoomId: 'stage', UserId: 'mallory', TaskId: 'recording' };
    const trial = runTrial(trtc, argsOf('events'), {
      settings,
      onWait: (n) => n === 1 && trtc.sendEvent({ EventGroupId: 1, EventType: 103, EventInfo }),
    });
    await carriedOut(trial);
    expect(trial.output()).toContain('← event, signed, about something else\n');
    expect(trial.output()).not.toMatch(/mallory|stage|"recording"/);
  });

  test('a bot that still takes the events settles nothing, and nothing is started', async () => {
    const trtc = await startStandIn();
    const port = Number(new URL(trtc.url).port);
    const trial = runTrial(trtc, argsOf('events'), { settings: settingsFor(trtc, port) });
    expect(await carriedOut(trial)).toBe(exitCodes.notSettled);
    expect(trial.output()).toContain(
      `PORT ${port} is in use by another program. Stop the bot for this trial`,
    );
    expect(trtc.calls).toEqual([]);
  });
});

/** Of util-linux: runs a command in a terminal of its own, and types into it what it reads. */
const hasScript = spawnSync('script', ['--version']).status === 0;

(hasScript ? describe : describe.skip)('In a real terminal', () => {
  const inTerminal = async (args: readonly string[], keys: string) => {
    const trtc = await startStandIn();
    const words = [process.execPath, programNamed('real'), ...args].map((word) => `'${word}'`).join(' ');
    const env = { ...settingsFor(trtc), PATH: process.env.PATH ?? '', SHELL: '/bin/sh' };
    const { status, output } = await typedInto(['-qefc', words, '/dev/null'], env, keys);
    return { trtc, status, output };
  };

  test('yes and the return key begin it', async () => {
    const { status, output } = await inTerminal(['unknown-task'], 'yes\r');
    expect(output).toContain('What was seen agrees with that.');
    expect(status).toBe(exitCodes.agrees);
  });

  test('Ctrl-C at the question does nothing', async () => {
    const { trtc, status, output } = await inTerminal(['pause', '--url', playing], '\u0003');
    expect(output).toContain('Nothing was done.');
    expect(status).toBe(exitCodes.interrupted);
    expect(trtc.calls).toEqual([]);
  });
});
