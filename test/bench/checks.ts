import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { checkMemory } from './check-memory.ts';
import { keyFrameMs, startCheckSources } from './check-sources.ts';
import { loopbackProbe } from './loopback-probe.ts';
import { both, table } from './table.ts';

/** How often each is looked at, by a check and by ffprobe, which starts a process each time; live, that takes ffprobe seconds. */
const rounds = { warmUps: 5, recorded: 50, live: 20, ffprobe: 10, ffprobeLive: 3 } as const;

/** How long a check takes by the kind of its source, beside ffprobe at the same servers, and what many take of memory. */
export async function checks(): Promise<string> {
  const sources = await startCheckSources();
  if (sources === undefined)
    return '**Checks of sources** were NOT measured: there is no ffmpeg to make sources with.';
  const look = loopbackProbe();
  const rows: string[][] = [];
  const all: number[] = [];
  for (const [kind, url] of sources.recorded) {
    const times = await timed(rounds.warmUps, rounds.recorded, () => look(url));
    all.push(...times);
    rows.push([kind, both(times), both(await timed(1, rounds.ffprobe, () => ffprobe(url)))]);
  }
  rows.push(['**all of these**', `**${both(all)}**`, '']);
  for (const [kind, url] of sources.live) {
    // A check ends with a key frame: another that began then would always wait for all of the time until the next.
    const pause = (n: number) => setTimeout((n * keyFrameMs) / rounds.live);
    const times = await timed(0, rounds.live, () => look(url), pause);
    rows.push([kind, both(times), both(await timed(0, rounds.ffprobeLive, () => ffprobe(url)))]);
  }
  const memory = await checkMemory(sources.recorded.values());
  await sources.close();
  const noRtmp =
    sources.live.size === 0 ? '\n\nRTMP was NOT measured: there is no nginx that speaks it.' : '';
  const [grown, rest, peak] = [memory.heapGrowth, memory.restRss, memory.peakRss].map(megabytes);
  return `**Checks of sources** on loopback, ${rounds.recorded} of each kind one after the other (${rounds.live} of what is live, begun at any time between two key frames, which come every ${keyFrameMs} ms), and ffprobe ${rounds.ffprobe} times (${rounds.ffprobeLive}) at the same servers

${table(['source', 'check, p50 / p99 (ms)', 'ffprobe, p50 / p99 (ms)'], rows)}${noRtmp}

**Memory of checks**: ${memory.checks} of all kinds but live, ${memory.atATime} at a time, in a process of their own, grew the heap by ${grown} MB from one full collection to the next; resident ${rest} MB before the first, ${peak} MB at its highest`;
}

async function ffprobe(url: string): Promise<void> {
  const child = spawn('ffprobe', ['-v', 'error', '-show_streams', '-show_format', url], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ffprobe ended with ${code} at ${url}`);
}

/** Milliseconds of each time but those that only warm up. */
async function timed(
  before: number,
  times: number,
  work: () => Promise<void>,
  pause: (n: number) => Promise<void> = async () => {},
): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < before + times; n += 1) {
    await pause(n);
    const began = performance.now();
    await work();
    if (n >= before) taken.push(performance.now() - began);
  }
  return taken;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
