import { expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createLeader } from '../../src/ingest/leader.ts';
import { localLeases } from '../../src/storage/local/leases.ts';
import { createFakes } from '../support/fakes.ts';
import { heldWaits, settled } from '../support/waits.ts';

/** Two instances that share a store. */
function instances() {
  const time = { now: 0 };
  const leases = localLeases(() => time.now);
  const { logger, logged } = createFakes();
  const [one, other] = (['one', 'other'] as const).map((name) => {
    const { wait, pass, pauses } = heldWaits();
    return { ...createLeader({ leases, name, wait, logger }), pass, pauses };
  });
  if (one === undefined || other === undefined) throw new Error('There are two');
  return { time, leases, logged, one, other, leads: () => [one.leads(), other.leads()] };
}

/** One of them leads. */
async function begun() {
  const stage = instances();
  for (const each of [stage.one, stage.other]) {
    each.start();
    await settled();
  }
  return stage;
}

test('Nobody leads before it has begun', () => {
  expect(instances().leads()).toEqual([false, false]);
});

test('Of two, one leads, for as long as it says so every five seconds', async () => {
  const { one, other, time, leads } = await begun();
  for (let round = 0; round < 10; round += 1) {
    expect(leads()).toEqual([true, false]);
    expect(one.pauses()).toEqual([5_000]);
    time.now += 5_000;
    await one.pass();
    await other.pass();
  }
});

test('Where the leader has died, another one leads after 15 seconds', async () => {
  const { other, time } = await begun();
  time.now = 14_999;
  await other.pass();
  expect(other.leads()).toBe(false);
  time.now = 15_000;
  await other.pass();
  expect(other.leads()).toBe(true);
});

test('One that finds another in its place leads no more', async () => {
  const { one, other, time, leads } = await begun();
  time.now = 15_000;
  await other.pass();
  await one.pass();
  expect(leads()).toEqual([false, true]);
});

test('Where the leader ends, another one leads at once', async () => {
  const { one, other, leads } = await begun();
  await one.stop();
  await other.pass();
  expect(leads()).toEqual([false, true]);
});

test('The end of one that does not lead takes nothing from the leader', async () => {
  const { one, other, leads } = await begun();
  await other.stop();
  await one.pass();
  expect(leads()).toEqual([true, false]);
});

test('Without the store nobody leads, and with it the leader is found again', async () => {
  const { one, other, leases, logged, leads } = await begun();
  const error = new StoreUnavailable('The store is away.');
  const { acquire, release } = leases;
  leases.acquire = () => Promise.reject(error);
  await one.pass();
  await other.pass();
  expect(leads()).toEqual([false, false]);
  const warnings = logged.filter(({ level }) => level === 'warn');
  expect(warnings).toEqual(Array(2).fill({ level: 'warn', facts: { error } }));
  leases.acquire = acquire;
  await one.pass();
  await other.pass();
  expect(leads()).toEqual([true, false]);
  leases.release = () => Promise.reject(error);
  await one.stop();
  expect(one.leads()).toBe(false);
  leases.release = release;
});
