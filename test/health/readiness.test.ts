import { expect, test } from '@jest/globals';
import type { Wait } from '../../src/async/wait.ts';
import { createReadiness } from '../../src/health/readiness.ts';

const good = async () => ({ accepted: true, reachable: true });
const never = () => new Promise<never>(() => {});

test.each<[string, () => Promise<void>, Wait, boolean]>([
  ['that works', async () => {}, never, true],
  ['that fails', () => Promise.reject(new Error('full')), never, false],
  ['that gives no answer in time', never, async () => {}, false],
])('A store %s is said to be so', async (_, checkStore, wait, store) => {
  const readiness = createReadiness({
    connected: () => true,
    checkStore,
    slackToken: good,
    appTokenAccepted: () => true,
    trtcCredentials: good,
    deadline: { ms: 2_000, wait },
  });
  expect(await readiness()).toEqual({ slack: true, store, slackToken: true, trtcCredentials: true });
});
