import { expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import { storeCheck, transportFinding } from '../../../src/slack/doctor/own-checks.ts';

test('A store that does not work is said without the words of its driver, which the log has', async () => {
  const logged: unknown[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (facts: object) => void logged.push(facts) };
  const error = new StoreUnavailable('redis://:hunter2@store:6379 is down');
  const found = await storeCheck(
    { check: () => Promise.reject(error), examine: async () => {}, risks: async () => [] },
    logger,
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
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  expect(await storeCheck(store, logger).run()).toMatchObject([
    { level: 'fine' },
    { level: 'warning', remedy: 'Set its `maxmemory-policy` to `noeviction`.' },
    { level: 'warning', remedy: 'Set its `appendonly` to `yes`.' },
  ]);
});

const connectsAgain = 'It connects again by itself; if it stays so, check SLACK_APP_TOKEN and the network.';
const otherToken =
  'Put the app-level token (xapp-…) of this app, with the scope connections:write, into SLACK_APP_TOKEN, and restart the bot.';

test.each([
  [undefined, 'Socket Mode is not connected at the moment.', connectsAgain],
  ['internal_error', 'Socket Mode is not connected at the moment (`internal_error`).', connectsAgain],
  ['ratelimited', 'Socket Mode is not connected at the moment (`ratelimited`).', connectsAgain],
  ['invalid_auth', 'Socket Mode is not connected at the moment (`invalid_auth`).', otherToken],
  ['missing_scope', 'Socket Mode is not connected at the moment (`missing_scope`).', otherToken],
  ['team_disabled', 'Socket Mode is not connected at the moment (`team_disabled`).', otherToken],
])('A socket that is not connected is said, with what Slack said of it (%s)', (reason, fact, remedy) => {
  const found = transportFinding({ mode: 'socket', connected: () => false, refusal: () => reason });
  expect(found).toEqual({ level: 'broken', fact, remedy });
});
