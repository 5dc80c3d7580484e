// Not quick: each bit of a store is flipped.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StoreDamaged } from '../../../src/ingest/errors.ts';
import { examineLevel } from '../../../src/storage/level/check.ts';
import { repairLevel } from '../../../src/storage/level/repair.ts';
import {
  dropMaster,
  errorOf,
  filesOf,
  openAt,
  presentIn,
  putStore,
  written,
} from '../../support/written-store.ts';

/** How many places of each file are tried; those at its ends, where the rarest parts are, all of them. */
const places = 400;
const atEnds = 64;

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
const path = join(folder, 'store');
beforeAll(() => putStore(path));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  dropMaster();
});

const files = ['current', 'manifest', 'table', 'log'] as const;

/** Each bit in turn, over the whole of a file. */
function* flips(size: number): Generator<{ at: number; bit: number }> {
  const step = Math.max(1, Math.floor(size / places));
  for (let at = 0; at < size; at += 1)
    if (at < atEnds || at >= size - atEnds || at % step === 0) yield { at, bit: at % 8 };
}

function flipped(bytes: Buffer, { at, bit }: { at: number; bit: number }): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
  return copy;
}

describe.each(files)('One flipped bit in a %s', (which) => {
  test('is named as damage of that file, or changes nothing', async () => {
    const file = filesOf(path)[which]();
    const bytes = readFileSync(file);
    const silent: { at: number; bit: number }[] = [];
    for (const flip of flips(bytes.length)) {
      writeFileSync(file, flipped(bytes, flip));
      const error = await errorOf(examineLevel(path));
      if (error === undefined) silent.push(flip);
      else {
        expect(error).toBeInstanceOf(StoreDamaged);
        if (which !== 'current') expect(String(error)).toContain(basename(file));
      }
    }
    writeFileSync(file, bytes);
    expect(silent.length).toBeLessThan(which === 'table' ? 80 : 2);
    for (const flip of silent) {
      const tried = join(folder, 'tried');
      cpSync(path, tried, { recursive: true });
      writeFileSync(filesOf(tried)[which](), flipped(bytes, flip));
      const store = await openAt(tried);
      expect({ flip, tasks: await presentIn(store) }).toEqual({ flip, tasks: written });
      await store.close();
      rmSync(tried, { recursive: true });
    }
  });

  test('is repaired, and no task has changed', async () => {
    const bytes = readFileSync(filesOf(path)[which]());
    for (let n = 0; n < 24; n += 1) {
      const tried = join(folder, 'tried');
      cpSync(path, tried, { recursive: true });
      const flip = { at: Math.floor((n * bytes.length) / 24), bit: n % 8 };
      writeFileSync(filesOf(tried)[which](), flipped(bytes, flip));
      await repairLevel(tried);
      const store = await openAt(tried);
      const found = await presentIn(store);
      await store.close();
      expect(written).toEqual(expect.arrayContaining(found));
      const lost = written.length - found.length;
      expect({ flip, lost }).toEqual({ flip, lost: which === 'table' || which === 'log' ? lost : 0 });
      expect(lost).toBeLessThanOrEqual(12);
      rmSync(tried, { recursive: true });
    }
  });
});
