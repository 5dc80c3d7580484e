import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { open as openFile } from 'lmdb';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { ownFile } from '../../src/storage/file-owner.ts';
import { openStore } from '../../src/storage/open.ts';
import { createJournal } from './journal.ts';
import { buildSecond, runSecond, type Second } from './processes.ts';

let folder: string;
let path: string;
let others: Second[];

beforeAll(buildSecond);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  path = join(folder, 'ingest');
  others = [];
});
afterEach(async () => {
  await Promise.all(others.map((each) => each.kill()));
  rmSync(folder, { recursive: true });
});

function another(): Second {
  const second = runSecond('open', `file:${path}`);
  others.push(second);
  return second;
}
const sockets = () => readdirSync(folder).filter((name) => name.endsWith('.sock'));
const open = (of = path, journal = createJournal()) => openStore(`file:${of}`, { clock: Date.now, journal });

test('A process that comes second is told so in one line, and the first goes on', async () => {
  const store = await open();
  const second = another();
  expect(await second.says('failed')).toBe(
    `failed The store ${path} is in use by another process. Stop that one first, or let them share a Redis.`,
  );
  expect(await second.ended).toBe(1);
  await store.check();
  await store.close();
});

test('Whoever comes second in the same process is refused as well', async () => {
  const store = await open();
  await expect(open()).rejects.toThrow(StoreUnavailable);
  await store.check();
  await store.close();
  await (await open()).close();
});

test('A file is free when its process has ended in good order, and nothing is left beside it', async () => {
  const first = another();
  await first.says('open');
  await first.end();
  expect(sockets()).toEqual([]);
  const second = another();
  await second.says('open');
});

test('A file is free when its process was killed, and one socket is beside it', async () => {
  for (let n = 0; n < 2; n += 1) {
    const killed = another();
    await killed.says('open');
    await killed.kill();
  }
  const next = another();
  await next.says('open');
  expect(sockets()).toHaveLength(1);
});

test('A process that has been stopped for a while still has its file', async () => {
  const first = another();
  await first.says('open');
  first.freeze();
  await expect(open()).rejects.toThrow(/in use by another process/);
});

test('Of five that come at once after a crash, one has the file', async () => {
  const killed = another();
  await killed.says('open');
  await killed.kill();
  const root = openFile({ path, maxDbs: 32 });
  const rush = await Promise.allSettled(
    Array.from({ length: 5 }, () => ownFile(path, root, createJournal())),
  );
  const owners = rush.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(owners).toHaveLength(1);
  expect(sockets()).toHaveLength(1);
  for (const leave of owners) leave();
  await root.close();
});

test('What is left of a socket after a copy of the folder keeps nobody out', async () => {
  const first = another();
  await first.says('open');
  await first.kill();
  const [left = ''] = sockets();
  rmSync(join(folder, left));
  writeFileSync(join(folder, left), '');
  await (await open()).close();
  expect(existsSync(join(folder, left))).toBe(false);
});

test('Where no socket can be, the store opens all the same and says so', async () => {
  const journal = createJournal();
  const deep = join(folder, 'x'.repeat(120), 'ingest');
  const store = await open(deep, journal);
  await store.check();
  await store.close();
  expect(journal.notes).toEqual([
    {
      level: 'warn',
      message: 'No socket can be beside the store: take care that one process uses it',
      facts: { path: deep, error: expect.any(Error) },
    },
  ]);
});
