import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people, sdkAppId, startStage } from '../../sandbox/stage.ts';
import type { Task } from '../../src/ingest/task.ts';
import { openStore } from '../../src/storage/open.ts';
import { percentile, table } from './table.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const running = 500;
const ended = 10_000;

/** Measures how long people wait for lists over many tasks, in the embedded store. */
export async function lists(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
  const storeUrl = `file:${join(directory, 'store')}`;
  await fill(storeUrl);
  const stage = await startStage({ settings: { STORE_URL: storeUrl, LOG_LEVEL: 'info' } });
  const alice = stage.slack.person(people.alice.id);
  const rows: string[][] = [];
  for (const typed of ['help', 'list', 'list --all', 'history', 'status t9999z', 'stop --all']) {
    const times = [];
    for (let n = 0; n < 20; n += 1) {
      const before = stage.slack.ephemerals.length;
      const began = performance.now();
      await alice.command(typed);
      await stage.slack.until((now) => now.ephemerals.length > before);
      times.push(performance.now() - began);
    }
    rows.push([`\`/ingest ${typed}\``, percentile(times, 0.5).toFixed(0), percentile(times, 1).toFixed(0)]);
  }
  const home = [];
  for (let n = 0; n < 20; n += 1) {
    const before = stage.slack.calls.filter((call) => call.method === 'views.publish').length;
    const began = performance.now();
    await alice.openHome();
    await stage.slack.until(
      (now) => now.calls.filter((call) => call.method === 'views.publish' && call.answer).length > before,
    );
    home.push(performance.now() - began);
  }
  rows.push(['App Home', percentile(home, 0.5).toFixed(0), percentile(home, 1).toFixed(0)]);
  await stage.stop();
  rmSync(directory, { recursive: true, force: true });
  return `**Lists** over ${running} running and ${ended} ended tasks\n\n${table(
    ['', 'median (ms)', 'slowest of 20 (ms)'],
    rows,
  )}`;
}

async function fill(url: string): Promise<void> {
  const store = await openStore(url, { clock: Date.now, logger: silent });
  const at = Date.now() - 60_000;
  const writes: Promise<unknown>[] = [];
  for (let n = 0; n < running + ended; n += 1) {
    const task = sample(n, at - n * 1000, n < running);
    writes.push(store.tasks.create(task));
    writes.push(
      store.history.add(task.handle, {
        at: task.requestedAt,
        by: people.alice.id,
        what: 'started',
        task: { handle: task.handle, room: task.room.id },
      }),
    );
  }
  await Promise.all(writes);
  await store.close();
}

function sample(n: number, at: number, runs: boolean): Task {
  const handle = `t${n.toString().padStart(4, '0')}z`;
  const run = {
    since: at,
    taskId: `-task-${n}`.padEnd(80, 'x'),
    requestId: '71993312-6ab8-4768-9124-118e0a20c45f',
  };
  return {
    handle,
    sdkAppId,
    region: 'ap-singapore',
    room: { id: `room-${n}`, type: 0 },
    robot: `ingest-${handle}`,
    draft: { room: `room-${n}`, url: `https://media.example.com/shows/${n}/stream.m3u8?token=abc` },
    requestedBy: people.alice.id,
    requestedAt: at,
    channel: 'C0LIVEOPS',
    state: runs
      ? { name: 'live', ...run }
      : { name: 'ended', ...run, at: at + 500, end: { how: 'by-itself' } },
  };
}
