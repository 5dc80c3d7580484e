import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import { openStore } from '../../../src/storage/open.ts';
import { buildSecond, runSecond, type Second } from '../../support/processes.ts';
import { createTestLogger } from '../../support/test-logger.ts';

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
const open = () => openStore(`file:${path}`, { clock: Date.now, logger: createTestLogger() });

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

test('A file is free when its process has ended in good order', async () => {
  const first = another();
  await first.says('open');
  await first.end();
  const second = another();
  await second.says('open');
});

test('A file is free when its process was killed', async () => {
  for (let n = 0; n < 2; n += 1) {
    const killed = another();
    await killed.says('open');
    await killed.kill();
  }
  await another().says('open');
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
  const rush = await Promise.allSettled(Array.from({ length: 5 }, () => open()));
  const opened = rush.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(opened).toHaveLength(1);
  for (const store of opened) await store.close();
});
