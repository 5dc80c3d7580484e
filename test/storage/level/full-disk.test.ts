import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openStore } from '../../../src/storage/open.ts';
import { buildSecond, runSecondWithin, type Second } from '../../support/processes.ts';
import { createTestLogger } from '../../support/test-logger.ts';

const drafts = 300;
let folder: string;
let filler: Second;

beforeAll(buildSecond);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(async () => {
  await filler.kill();
  rmSync(folder, { recursive: true });
});

test('What a file store has taken is there still, also what it took after a write had failed half-way', async () => {
  const url = `file:${folder}/ingest`;
  filler = runSecondWithin(100, 'fill', url, drafts);
  await filler.says('filled');
  await filler.kill();
  const numbersOf = (word: string) =>
    filler.said.filter((line) => line.startsWith(word)).map((line) => Number(line.slice(word.length)));
  const [kept, refused] = [numbersOf('kept'), numbersOf('refused')];
  const lastRefused = refused.at(-1) ?? Number.NaN;
  expect(kept.filter((n) => n > lastRefused).length).toBeGreaterThan(0);

  const store = await openStore(url, { clock: Date.now, logger: createTestLogger() });
  const missing = [];
  for (const n of kept) if ((await store.drafts.get(`draft-${n}`)) === undefined) missing.push(n);
  await store.close();
  expect(missing).toEqual([]);
});
