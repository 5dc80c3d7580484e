import { expect, test } from '@jest/globals';
import type { Grant } from '../../src/ingest/grant.ts';
import { createGrantBook } from '../../src/ingest/grants.ts';

const grant: Grant = { user: 'U2', by: 'U9', role: 'admin', at: 1 };

test('What is read while a role is taken back does not bring it back', async () => {
  let stored: Grant[] = [grant];
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const book = createGrantBook({
    async all() {
      const found = stored;
      await answered;
      return found;
    },
    put: async () => {},
    async remove() {
      stored = [];
    },
  });
  const loading = book.load();
  const taking = book.take('U2');
  answer();
  await Promise.all([loading, taking]);
  expect(book.roleOf('U2')).toBeUndefined();
});

test('A store that fails once does not keep the book from what comes after', async () => {
  let failures = 1;
  const book = createGrantBook({
    all: () => (failures-- > 0 ? Promise.reject(new Error('down')) : Promise.resolve([grant])),
    put: async () => {},
    remove: async () => {},
  });
  await expect(book.load()).rejects.toThrow('down');
  await book.load();
  expect(book.roleOf('U2')).toBe('admin');
});
