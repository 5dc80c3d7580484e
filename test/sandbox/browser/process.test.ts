import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPrograms } from '../../support/built.ts';

let child: ChildProcess | undefined;

beforeAll(() => {
  builtPrograms();
});

afterEach(() => {
  child?.kill('SIGKILL');
});

/** Runs the sandbox as `npm run sandbox` does. */
function run(...words: string[]) {
  const started = spawn(process.execPath, [join(builtPrograms(), 'sandbox', 'browser', 'main.js'), ...words]);
  child = started;
  const ended = once(started, 'exit').then(([code]) => code as number | null);
  const address = once(started.stdout, 'data').then(
    ([line]) => /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? '',
  );
  return { process: started, ended, address, complaint: () => text(started.stderr) };
}

describe('the process', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, and ends with status 0', async (signal) => {
    const { process, address, ended } = run('--port', '0', ...(signal === 'SIGINT' ? ['--socket'] : []));
    const url = await address;
    const response = await fetch(`${url}/api/state`);
    expect(await response.json()).toMatchObject({ bot: { mode: signal === 'SIGINT' ? 'socket' : 'http' } });
    const stream = await fetch(`${url}/api/events`);
    process.kill(signal);
    expect(await ended).toBe(0);
    expect(await stream.text()).toMatch(/^data: /);
  });

  test('whose port is taken says so in one sentence and ends with status 1', async () => {
    const first = run('--port', '0');
    const { port } = new URL(await first.address);
    const second = run('--port', port);
    const complaint = await second.complaint();
    first.process.kill('SIGTERM');
    expect([complaint, await second.ended]).toEqual([
      `Port ${port} is in use by another program: choose one with --port.\n`,
      1,
    ]);
    await first.ended;
  });

  test('with a wrong option says so in one sentence and ends with status 1', async () => {
    const { complaint, ended } = run('--prot', '1');
    expect([await complaint(), await ended]).toEqual([
      'There is no option --prot: the options are --port NUMBER, --socket and --reset.\n',
      1,
    ]);
  });
});
