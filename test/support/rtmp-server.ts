import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';

const module = '/usr/lib/nginx/modules/ngx_rtmp_module.so';

/** Whether there is an nginx that speaks RTMP (Debian's `libnginx-mod-rtmp`), and an ffmpeg to send to it. */
export const hasRtmp =
  existsSync(module) && ['nginx', 'ffmpeg'].every((each) => spawnSync(each, ['-v']).error === undefined);

export interface RtmpServer {
  /** rtmp://HOST:PORT; applications are `live`, `strict` (says at once that nobody sends), `closed` and `films`. */
  origin: string;
  /** Sends a file to `live` again and again, as fast as it plays; resolves when the server takes it. */
  publish(stream: string, bytes: Buffer): Promise<void>;
  /** A file that `films` plays. */
  addFilm(name: string, bytes: Buffer): void;
  close(): Promise<void>;
}

/** A real server of RTMP on a free port of this machine. */
export async function startRtmpServer(): Promise<RtmpServer> {
  const folder = mkdtempSync(join(tmpdir(), 'rtmp-'));
  const port = await freePort();
  const settings = [
    ...[`load_module ${module};`, 'daemon off;', 'master_process off;', `pid ${folder}/pid;`],
    ...['error_log stderr info;', 'events { worker_connections 64; }'],
    `rtmp { server { listen 127.0.0.1:${port};`,
    ...['application live { live on; }', 'application strict { live on; idle_streams off; }'],
    ...['application closed { live on; deny play all; }', `application films { play ${folder}; }`],
    '} }',
  ];
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, settings.join('\n'));
  const server = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const changed = new EventTarget();
  server.stderr.on('data', (chunk) => {
    log += chunk;
    changed.dispatchEvent(new Event('more'));
  });
  const said = async (words: string) => {
    while (!log.includes(words)) await once(changed, 'more');
  };
  const senders: ChildProcess[] = [];
  const sources: string[] = [];
  await said('getrlimit');

  return {
    origin: `rtmp://127.0.0.1:${port}`,
    async publish(stream, bytes) {
      const source = join(folder, `source-${sources.length}.mp4`);
      sources.push(source);
      writeFileSync(source, bytes);
      const to = `rtmp://127.0.0.1:${port}/live/${stream}`;
      const how = ['-re', '-stream_loop', '-1', '-i', source, '-c', 'copy', '-f', 'flv', to];
      senders.push(spawn('ffmpeg', ['-v', 'error', '-nostdin', ...how], { stdio: 'ignore' }));
      await said(`publish: name='${stream.split('?')[0]}'`);
    },
    addFilm: (name, bytes) => writeFileSync(join(folder, name), bytes),
    async close() {
      for (const each of [...senders, server]) {
        if (each.exitCode !== null || each.signalCode !== null) continue;
        each.kill('SIGKILL');
        await once(each, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}
