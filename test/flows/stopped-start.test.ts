import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { settingsOf, startStandIns } from '../../sandbox/stage.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { realRuntime } from '../../src/runtime.ts';
import { openBackend } from '../../src/storage/open.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true, force: true });
});

const storeUrl = `file:${join(folder, 'store')}`;
const quiet = { write: () => {} };
const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Step = 'the store' | 'the risks' | 'auth.test' | 'usergroups.users.list' | 'apps.connections.open';

test.each<['http' | 'socket', Step]>([
  ['http', 'the store'],
  ['http', 'the risks'],
  ['http', 'auth.test'],
  ['http', 'usergroups.users.list'],
  ['socket', 'the store'],
  ['socket', 'auth.test'],
  ['socket', 'usergroups.users.list'],
  ['socket', 'apps.connections.open'],
])(
  'A start over %s that is stopped before it has %s opens nothing more, and leaves nothing open',
  async (mode, step) => {
    const standIns = await startStandIns({});
    const { slack, trtc } = standIns;
    ends.push(slack.close, trtc.close);
    const port = await freePort();
    let goOn = () => {};
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let isThere = () => {};
    const there = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    if (!step.startsWith('the ')) slack.fail({ kind: 'held', until: mayGoOn }, { method: step });
    const config = readConfig({ ...settingsOf(standIns, mode), PORT: String(port), STORE_URL: storeUrl });
    const app = createApp(config, {
      logTo: quiet,
      async openBackend(...args) {
        const backend = await openBackend(...args);
        if (step === 'the store') {
          isThere();
          await mayGoOn;
        }
        const risks = async () => {
          isThere();
          await mayGoOn;
          return backend.risks();
        };
        return step === 'the risks' ? { ...backend, risks } : backend;
      },
    });

    const start = app.start();
    const failed = expect(start).rejects.toThrow('Stopped while it started');
    await Promise.race([there, slack.until(({ calls }) => calls.some((call) => call.method === step))]);
    await app.stop();
    const asked = slack.calls.length;
    goOn();
    await failed;

    expect(slack.calls).toHaveLength(asked);
    // A socket that had been asked for is closed as soon as it is there.
    await slack.until((now) => now.connections === 0);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
    const again = await openBackend(storeUrl, { clock: realRuntime.clock, logger });
    await again.close();
  },
);
