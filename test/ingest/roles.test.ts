import { expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createGrantBook } from '../../src/ingest/grants.ts';
import type { HistoryStore } from '../../src/ingest/ports.ts';
import { createRoles } from '../../src/ingest/roles.ts';
import { openStore } from '../../src/storage/open.ts';

async function stage(failing?: Partial<HistoryStore>) {
  const logged: string[] = [];
  const log = (level: string) => (_: object, text: string) => void logged.push(`${level}: ${text}`);
  let now = 1_000;
  const clock = () => now++;
  const logger = { info: log('info'), warn: log('warn'), error: log('error') };
  const store = await openStore('memory:', { clock, logger });
  const roles = createRoles({
    policy: {
      everyMember: false,
      users: new Set(['U1']),
      groups: new Set(),
      adminUsers: new Set(),
      adminGroups: new Set(),
      channels: undefined,
    },
    directory: {
      members: () => undefined,
      kind: () => 'member',
      refreshGroups: async () => {},
      readKind: async () => 'member',
    },
    grants: createGrantBook(store.grants, logger),
    history: { ...store.history, ...failing },
    logger,
    clock,
  });
  return { roles, store, logged };
}

test('Each change is in the history, and what changed nothing is not', async () => {
  const { roles, store } = await stage();
  await roles.allow({ user: 'U2', role: 'viewer', by: 'U9' });
  await roles.allow({ user: 'U2', role: 'viewer', by: 'U9' });
  await roles.allow({ user: 'U1', role: 'operator', by: 'U9' });
  await roles.allow({ user: 'U2', role: 'admin', by: 'U9' });
  await roles.deny({ user: 'U2', by: 'U8' });
  await roles.deny({ user: 'U2', by: 'U8' });
  const { items } = await store.history.page(0, 10);
  expect(items.map(({ by, what, whom, about, task }) => ({ by, what, whom, about, task }))).toEqual([
    { by: 'U8', what: 'denied', whom: 'U2', about: 'admin' },
    { by: 'U9', what: 'allowed', whom: 'U2', about: 'admin' },
    { by: 'U9', what: 'allowed', whom: 'U2', about: 'viewer' },
  ]);
  expect(await store.grants.all()).toEqual([]);
});

test('What another instance gave is known before anything is changed', async () => {
  const { roles, store } = await stage();
  await store.grants.put({ user: 'U2', role: 'operator', by: 'U9', at: 1 });
  expect(await roles.allow({ user: 'U2', role: 'operator', by: 'U9' })).toEqual({ type: 'same' });
  expect((await roles.deny({ user: 'U2', by: 'U9' })).taken).toBe('operator');
});

test('A history that cannot be written does not undo a change, and the log has both', async () => {
  const add = () => Promise.reject(new StoreUnavailable('no disk'));
  const { roles, store, logged } = await stage({ add });
  expect((await roles.allow({ user: 'U2', role: 'viewer', by: 'U9' })).type).toBe('granted');
  expect(await store.grants.all()).toHaveLength(1);
  expect(logged).toEqual(['info: A role changed', 'warn: The history could not be written']);
});
