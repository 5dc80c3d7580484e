import { setTimeout } from 'node:timers/promises';
import { channels, people, type StandIns } from '../../sandbox/stage.ts';
import type { Contender } from './contender.ts';
import { leftOut, onFile, onRedis } from './on-stores.ts';
import { savedShow } from './saved-show.ts';
import { percentile, table } from './table.ts';

/** Rows of each show, and how many shows are started at once. */
const loads = [
  { rows: 1, shows: 1 },
  { rows: 10, shows: 1 },
  { rows: 30, shows: 1 },
  { rows: 100, shows: 1 },
  { rows: 100, shows: 10 },
] as const;
type Load = (typeof loads)[number];

const measureOf = (load: Load) => (standIns: StandIns, bots: readonly Contender[]) =>
  measure(standIns, bots, load);

/** On the file store there is one instance; on Redis there are these. */
const instancesOnRedis = [1, 2, 4];
/** Until the boards and their threads have said all. */
const settleMs = 9_000;
/** Between two questions of somebody who asks meanwhile, at the instances in turn. */
const askEveryMs = 50;
const minute = 60_000;

/** What shows cost against a Slack that holds its pace, and a TRTC that takes 20 starts a second, for all instances together. */
export async function shows(): Promise<string> {
  const rows: string[][] = [];
  for (const load of loads) rows.push(await onFile(measureOf(load)));
  for (const instances of instancesOnRedis)
    for (const load of loads) rows.push(...(await onRedis(instances, measureOf(load))));
  const head = ['', 'rows', 'started', 'press acknowledged after (ms)'];
  return `**Shows**, from the press of *Start all*, with Slack's pace of one message a second and channel and TRTC's limit of 20 starts a second; meanwhile somebody asks 20 times a second${leftOut}

${table([...head, 'asked meanwhile, median / p99 (ms)', 'last call to TRTC after (s)', 'messages', 'edits', 'most in a minute', 'heap of an instance (MB)'], rows)}`;
}

async function measure(
  standIns: StandIns,
  bots: readonly Contender[],
  { rows, shows: count }: Load,
): Promise<string[]> {
  const { slack, trtc } = standIns;
  const alice = slack.person(people.alice.id);
  bots[0]?.listen();
  const boards = [];
  for (let n = 0; n < count; n += 1) boards.push(await savedShow(standIns, { name: `show${n}`, rows }));
  const before = slack.calls.length;
  const began = Date.now();
  const presses = boards.map(async (board, n) => {
    bots[n % bots.length]?.listen();
    return timed(() => alice.press({ message: board }, 'Start all'));
  });
  const asking = new AbortController();
  const asked = askAgain(standIns, bots, asking.signal);
  const acknowledged = await Promise.all(presses);
  await trtc.until((api) => api.tasks.length === count * rows);
  const last = Math.max(...trtc.calls.map(({ at }) => at)) - began;
  await setTimeout(settleMs);
  asking.abort();
  const waits = await asked;
  const calls = slack.calls.slice(before);
  const edits = calls.filter(({ method }) => method === 'chat.update').map(({ at }) => at);
  const memory = await Promise.all(bots.map((bot) => bot.memory()));
  const heap = Math.max(...memory.map(({ heapUsed }) => heapUsed));
  return [
    count === 1 ? rows : `${count} × ${rows}`,
    trtc.tasks.length,
    percentile(acknowledged, 1).toFixed(0),
    `${percentile(waits, 0.5).toFixed(0)} / ${percentile(waits, 0.99).toFixed(0)}`,
    (last / 1000).toFixed(1),
    calls.filter(({ method }) => method === 'chat.postMessage').length,
    edits.length,
    mostWithin(minute, edits),
    (heap / 2 ** 20).toFixed(0),
  ].map(String);
}

/** Asks the instances in turn, at a steady pace, until it is to end; gives the milliseconds until each acknowledgement. */
async function askAgain(
  { slack }: StandIns,
  bots: readonly Contender[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const bob = slack.person(people.bob.id);
  const waits: Promise<number>[] = [];
  for (let n = 0; !signal.aborted; n += 1) {
    bots[n % bots.length]?.listen();
    waits.push(timed(() => bob.command('show list', { channel: channels.stage.id })));
    await setTimeout(askEveryMs);
  }
  return Promise.all(waits);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** How many of these moments lie within so many milliseconds, at most. */
function mostWithin(ms: number, moments: readonly number[]): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + ms).length));
}
