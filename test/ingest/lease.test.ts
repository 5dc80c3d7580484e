import { expect, test } from '@jest/globals';
import { createLeaseHolder } from '../../src/ingest/lease.ts';
import type { Leases } from '../../src/ingest/storage-ports.ts';
import { localLeases } from '../../src/storage/local/leases.ts';
import { createGate } from '../support/gate.ts';
import { heldWaits, settled } from '../support/waits.ts';

test('A renewal that is under way when the work ends does not take the lease once more', async () => {
  const { wait, pass } = heldWaits();
  const leases = localLeases(() => 0);
  const renewal = createGate();
  let acquired = 0;
  const slow: Leases = {
    ...leases,
    async acquire(...args) {
      acquired += 1;
      if (acquired > 1) await renewal.pass();
      return leases.acquire(...args);
    },
  };
  const underLease = createLeaseHolder(
    { leases: slow, random: () => 0.5, wait },
    { leaseMs: 40_000, renewMs: 10_000 },
  );
  const work = createGate();
  const done = underLease('task', work.pass, async () => {});
  await settled();
  await pass();
  work.open();
  await settled();
  renewal.open();
  await done;
  expect(await leases.acquire('task', 'somebody else', 1)).toBe('somebody else');
});
