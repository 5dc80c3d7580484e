import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createLogger } from '../src/log.ts';
import { currentTrace, newTrace, withTrace } from '../src/trace.ts';

test('Work that was taken up later goes on under the trace that was kept for it', async () => {
  const lines: string[] = [];
  const log = createLogger('info', [], { write: (line) => void lines.push(line) });
  const work = async () => {
    await setImmediate();
    log.info('Done');
  };
  const kept = await withTrace('k7f2qdm3xw9a', async () => currentTrace());
  expect(currentTrace()).toBeUndefined();
  await Promise.all([withTrace(String(kept), work), withTrace('another', work), work()]);
  const traces = lines.map((line) => JSON.parse(line).trace);
  expect(traces.sort()).toEqual(['another', 'k7f2qdm3xw9a', undefined]);
});

test('A new trace is made of the random numbers that it is given', () => {
  expect(newTrace(() => 0)).toBe('aaaaaaaaaaaa');
});
