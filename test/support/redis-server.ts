import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';

/** Whether there is a redis-server on this machine. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  url: string;
  /** Starts it, or starts it again on the same port; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Lets it answer nothing, while its connections stay open. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** A real Redis on a free port of this machine. When it ends it keeps all that it has answered for, or nothing. */
export async function createRedisServer({ keeps = false } = {}): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const settings = {
      port,
      bind: '127.0.0.1',
      save: '',
      appendonly: keeps ? 'yes' : 'no',
      appendfsync: 'always',
      dir: folder,
    };
    const started = spawn(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    );
    server = started;
    for await (const output of started.stdout) if (/Ready to accept connections/.test(`${output}`)) break;
  }

  async function kill(): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  return {
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}
