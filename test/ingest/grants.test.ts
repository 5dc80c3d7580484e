import { expect, test } from '@jest/globals';
import type { Grant } from '../../src/ingest/access.ts';
import { createGrantBook } from '../../src/ingest/grants.ts';
import type { GrantStore } from '../../src/ingest/ports.ts';

const grant: Grant = { user: 'U2', by: 'U9', role: 'admin', at: 1 };

function bookOf(store: Partial<GrantStore>) {
  const warned: object[] = [];
  const logger = { info: () => {}, warn: (facts: object) => void warned.push(facts), error: () => {} };
  const nothing: GrantStore = {
    isShared: true,
    all: async () => [],
    put: async () => {},
    remove: async () => {},
  };
  return { ...createGrantBook({ ...nothing, ...store }, logger), warned };
}

test('What is read while a role is taken back does not bring it back', async () => {
  let stored: Grant[] = [grant];
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const book = bookOf({
    async all() {
      const found = stored;
      await answered;
      return found;
    },
    async remove() {
      stored = [];
    },
  });
  const loading = book.load();
  const taking = book.revoke('U2');
  answer();
  await Promise.all([loading, taking]);
  expect(book.roleOf('U2')).toBeUndefined();
});

test('A store that fails once does not keep the book from what comes after', async () => {
  let failures = 1;
  const book = bookOf({
    all: () => (failures-- > 0 ? Promise.reject(new Error('down')) : Promise.resolve([grant])),
  });
  await expect(book.load()).rejects.toThrow('down');
  await book.load();
  expect(book.roleOf('U2')).toBe('admin');
});

test('What another instance has given and taken back is known after a refresh', async () => {
  let stored: Grant[] = [];
  const book = bookOf({ all: async () => stored });
  stored = [grant];
  await book.refresh();
  expect(book.roleOf('U2')).toBe('admin');
  stored = [];
  await book.refresh();
  expect(book.roleOf('U2')).toBeUndefined();
});

test('What no other process writes is not read again', async () => {
  let reads = 0;
  const book = bookOf({
    isShared: false,
    async all() {
      reads += 1;
      return [grant];
    },
  });
  await book.load();
  await book.refresh();
  expect(reads).toBe(1);
  expect(book.roleOf('U2')).toBe('admin');
});

test('A refresh that fails leaves the roles as they were, and the log says so', async () => {
  const error = new Error('down');
  let failing = false;
  const book = bookOf({ all: () => (failing ? Promise.reject(error) : Promise.resolve([grant])) });
  await book.refresh();
  failing = true;
  await book.refresh();
  expect(book.roleOf('U2')).toBe('admin');
  expect(book.warned).toEqual([{ error }]);
});
