import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';

/** Whether there is a tinyproxy on this machine (Debian's `tinyproxy-bin`). */
export const hasTinyproxy = spawnSync('tinyproxy', ['-v']).status === 0;

/** From here it calls on, so that its connections are told from those that go past it. */
export const proxyOrigin = '127.0.0.2';

export interface Tinyproxy {
  /** HOST:PORT */
  host: string;
  /** The method and target of each request that it took, in order, once its log has so many. */
  requests(count: number): Promise<readonly string[]>;
  /** Starts it, or starts it again on the same port; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends it at once, and with it all that goes through it. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** A real proxy on a free port of this machine, which asks for a password if it is given one (letters, digits, - and _). */
export async function createTinyproxy(credentials?: { user: string; password: string }): Promise<Tinyproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'tinyproxy-'));
  const file = join(folder, 'tinyproxy.conf');
  const port = await freePort();
  const settings = [
    ...[
      `Port ${port}`,
      'Listen 127.0.0.1',
      `Bind ${proxyOrigin}`,
      'Timeout 600',
      'MaxClients 200',
      'LogLevel Info',
    ],
    ...(credentials === undefined ? [] : [`BasicAuth ${credentials.user} ${credentials.password}`]),
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  let log = '';
  const logged = new EventEmitter();
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn('tinyproxy', ['-d', '-c', file]);
    server = started;
    let said = '';
    await new Promise<void>((resolve) => {
      started.stdout.on('data', (chunk) => {
        log += chunk;
        logged.emit('more');
        said += chunk;
        if (/Accepting connections/.test(said)) resolve();
      });
    });
  }

  async function kill(): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'close');
  }

  return {
    host: `127.0.0.1:${port}`,
    requests: (count) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...log.matchAll(/Request \(file descriptor \d+\): (\S+ \S+)/g)];
          if (found.length < count) return;
          logged.off('more', look);
          resolve(found.map(([, asked = '']) => asked));
        };
        logged.on('more', look);
        look();
      }),
    start,
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}
