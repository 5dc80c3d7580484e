import { describe, expect, test } from '@jest/globals';
import type { SharedRateLimit } from '../../src/ingest/storage-ports.ts';
import { createRateLimit } from '../../src/trtc/rate-limit.ts';
import { createGate } from '../support/gate.ts';

/** A limit of one call, and what happens to calls within it. */
function stage(limit?: SharedRateLimit) {
  const happened: string[] = [];
  const rateLimit = createRateLimit('StartStreamIngest', limit, 1);
  const make = (name: string, waits = async () => {}, goesOn = async () => {}) =>
    rateLimit(
      async () => {
        happened.push(`${name} is made`);
        await goesOn();
      },
      async () => {
        happened.push(`${name} waits`);
        await waits();
      },
    );
  return { happened, make };
}

describe('A call of an API', () => {
  test('says that it has to wait before it does, and says nothing where it need not', async () => {
    const { happened, make } = stage();
    const gate = createGate();
    const calls = [make('the first', undefined, gate.pass), make('the second')];
    gate.open();
    await Promise.all(calls);
    expect(happened).toEqual(['the second waits', 'the first is made', 'the second is made']);
  });

  test('that has to wait and cannot say so is not made, and leaves its place to others', async () => {
    const { happened, make } = stage();
    const gate = createGate();
    const away = new Error('The store is away');
    const first = make('the first', undefined, gate.pass);
    await expect(make('the second', () => Promise.reject(away))).rejects.toBe(away);
    const third = make('the third');
    gate.open();
    await Promise.all([first, third]);
    expect(happened).not.toContain('the second is made');
    expect(happened).toContain('the third is made');
  });

  test('says so also where others have a part in the limit', async () => {
    const { happened, make } = stage({ take: async () => async () => {} });
    await make('the first');
    expect(happened).toEqual(['the first waits', 'the first is made']);
  });
});
