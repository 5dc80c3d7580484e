import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createProbe } from '../../src/probe/probe.ts';
import { realRuntime } from '../../src/runtime.ts';
import { hasFfmpeg, makeSamples } from '../support/media-samples.ts';
import { file, type MediaServer, startMediaServer } from '../support/media-server.ts';
import { both, percentile, table } from './table.ts';

const warmUps = 5;
const rounds = 50;
/** ffprobe starts a process each time. */
const probeRounds = 10;
const heapChecks = 1000;
const megabyte = 2 ** 20;

/** Kinds of sources, as people use them, and the file that stands for each. */
const kinds = {
  'MP4, its index at the end': 'h264-aac.mp4',
  'MP4, its index first': 'faststart.mp4',
  'fragmented MP4': 'fragmented.mp4',
  MOV: 'h264-aac.mov',
  MKV: 'h264-aac.mkv',
  'MPEG-TS': 'h264-aac.ts',
  FLV: 'h264-aac.flv',
  MP3: 'tone.mp3',
  M4A: 'aac.m4a',
  'HLS of MPEG-TS': 'hls-ts/list.m3u8',
  'HLS of fragmented MP4': 'hls-fmp4/list.m3u8',
} as const;

/** How long a check takes by the kind of its source, beside ffprobe at the same server, and what a thousand leave on the heap. */
export async function checks(): Promise<string> {
  if (!hasFfmpeg) return '**Checks of sources** were not measured: there is no ffmpeg to make sources with.';
  const server = await startMediaServer();
  for (const [path, bytes] of makeSamples(Object.values(kinds))) server.add(`/${path}`, file(bytes));
  const probe = loopbackProbe(server);
  const rows: string[][] = [];
  const all: number[] = [];
  for (const [kind, path] of Object.entries(kinds)) {
    const url = `${server.origin}/${path}`;
    const times = await timed(warmUps, rounds, () => look(probe, url));
    const others = await timed(1, probeRounds, () => ffprobe(url));
    all.push(...times);
    rows.push([kind, both(times), both(others)]);
  }
  rows.push(['**all of them**', `**${both(all)}**`, '']);
  const grown = await growth(server, probe);
  await server.close();
  return `**Checks of sources** on loopback, ${rounds} of each kind one after the other, and ffprobe ${probeRounds} times at the same server

${table(['source', 'check, p50 / p99 (ms)', 'ffprobe, p50 / p99 (ms)'], rows)}

${heapChecks} checks of all kinds, eight at a time, left ${grown.toFixed(1)} MB on the heap; half of the checks took at most ${percentile(all, 0.5).toFixed(1)} ms.`;
}

function loopbackProbe({ port }: MediaServer) {
  return createProbe({
    ...realRuntime,
    allow: [{ kind: 'addresses', address: '127.0.0.1', bits: 32, port }],
  });
}

async function look(probe: ReturnType<typeof createProbe>, url: string): Promise<void> {
  const report = await probe.check(url, { signal: new AbortController().signal });
  if (report.kind !== 'media') throw new Error(`${url}: ${report.kind}`);
}

async function ffprobe(url: string): Promise<void> {
  const child = spawn('ffprobe', ['-v', 'error', '-show_streams', '-show_format', url], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ffprobe ended with ${code} at ${url}`);
}

async function timed(before: number, times: number, work: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < before + times; n += 1) {
    const began = performance.now();
    await work();
    if (n >= before) taken.push(performance.now() - began);
  }
  return taken;
}

/** Megabytes by which the heap grows, after what is kept once was kept. */
async function growth(server: MediaServer, probe: ReturnType<typeof createProbe>): Promise<number> {
  const urls = Object.values(kinds).map((path) => `${server.origin}/${path}`);
  const many = async (count: number) => {
    for (let n = 0; n < count; n += 8) {
      // Each is another URL: what is being looked at is joined.
      const some = Array.from({ length: Math.min(8, count - n) }, (_, at) => n + at);
      await Promise.all(some.map((each) => look(probe, `${urls[each % urls.length]}?${each}`)));
    }
  };
  await many(100);
  const before = await heap();
  await many(heapChecks);
  return ((await heap()) - before) / megabyte;
}

async function heap(): Promise<number> {
  for (let n = 0; n < 3; n += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}
