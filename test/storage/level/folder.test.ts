import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import { unusableFolder } from '../../../src/storage/level/folder.ts';
import { openStore } from '../../../src/storage/open.ts';
import { createTestLogger } from '../../support/test-logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
  mkdirSync(join(folder, 'there'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (path: string) => openStore(`file:${path}`, { clock: Date.now, logger: createTestLogger() });

describe('A store in a folder that cannot be used is refused in one sentence, with the path and the reason:', () => {
  test.each<[string, () => string, string]>([
    ['a file', () => join(folder, 'file'), 'that is a file, or a part of the path is'],
    ['below a file', () => join(folder, 'file', 'ingest'), 'that is a file, or a part of the path is'],
    ['far below a file', () => join(folder, 'file', 'a', 'b'), 'that is a file, or a part of the path is'],
    ['a link to itself', () => join(folder, 'loop', 'ingest'), 'a link in it leads back to itself'],
    ['a name that is too long', () => join(folder, 'x'.repeat(300)), 'a name in it is too long'],
    ['where the system makes no folders', () => '/proc/ingest', 'no folder can be made there'],
    ['deep where the system makes no folders', () => '/proc/a/b/ingest', 'no folder can be made there'],
    ['a device', () => '/dev/null', 'that is a file, or a part of the path is'],
  ])('%s', async (_, path, reason) => {
    const error = await open(path()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error).toMatchObject({
      message: `STORE_URL names the folder ${path()}, which cannot be used: ${reason}.`,
      cause: { message: expect.any(String) },
    });
  });

  test.each([
    ['EACCES', 'the bot may not write there'],
    ['EPERM', 'the bot may not write there'],
    ['EROFS', 'that file system is read-only'],
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk is full'],
  ])('%s', (code, reason) => {
    const error = unusableFolder('/data/x', Object.assign(new Error(`${code}: no`), { code }));
    expect(error?.message).toBe(`STORE_URL names the folder /data/x, which cannot be used: ${reason}.`);
  });

  test.each([
    ['IO error: /data/x/LOCK: Permission denied', 'the bot may not write there'],
    ['IO error: /data/x/LOCK: Read-only file system', 'that file system is read-only'],
    ['IO error: /data/x/000003.log: No space left on device', 'the disk is full'],
  ])('LevelDB says: %s', (words, reason) => {
    expect(unusableFolder('/data/x', new Error(words))?.message).toContain(`${reason}.`);
  });

  test.each([[new Error('Corruption: not an sstable')], [undefined], ['a text']])(
    '(but not for %s)',
    (cause) => {
      expect(unusableFolder('/data/x', cause)).toBeUndefined();
    },
  );
});

test.each(['new', 'new/and/deep', 'there', 'there/new', 'ümläut and space'])(
  'A folder that can be made is made: %s',
  async (name) => {
    const store = await open(join(folder, name));
    await store.check();
    await store.close();
    expect(readdirSync(join(folder, name))).toContain('CURRENT');
  },
);
