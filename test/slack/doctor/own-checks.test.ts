import { expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import { storeCheck, transportFinding } from '../../../src/slack/doctor/own-checks.ts';

test('A store that does not work is said without the words of its driver, which the log has', async () => {
  const logged: unknown[] = [];
  const journal = { info: () => {}, warn: () => {}, error: (facts: object) => void logged.push(facts) };
  const error = new StoreUnavailable('redis://:hunter2@store:6379 is down');
  const found = await storeCheck(
    { check: () => Promise.reject(error), examine: async () => {}, risks: async () => [] },
    journal,
  ).run();
  expect(found).toMatchObject([{ level: 'broken', fact: 'The store cannot be written and read.' }]);
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(logged).toEqual([{ error }]);
});

test('A store that works and can lose what it has taken is warned of, each way with its remedy', async () => {
  const store = {
    check: async () => {},
    examine: async () => {},
    risks: async () => ['evicts', 'unsaved'] as const,
  };
  const journal = { info: () => {}, warn: () => {}, error: () => {} };
  expect(await storeCheck(store, journal).run()).toMatchObject([
    { level: 'fine' },
    { level: 'warning', remedy: 'Set its `maxmemory-policy` to `noeviction`.' },
    { level: 'warning', remedy: 'Set its `appendonly` to `yes`.' },
  ]);
});

test('A socket that is not connected is said', () => {
  expect(transportFinding({ mode: 'socket', connected: () => false })).toMatchObject({
    level: 'broken',
    fact: 'Socket Mode is not connected at the moment.',
  });
});
