import { describe, expect, test } from '@jest/globals';
import { createKeyedMutex } from '../../src/async/keyed-mutex.ts';
import { createGate } from '../support/gate.ts';

describe('A mutex with keys', () => {
  test('let work of one key wait for the one before it, and that of another key begin', async () => {
    const { run } = createKeyedMutex();
    const gate = createGate();
    const done: string[] = [];
    const step = (name: string) => async () => void done.push(name);
    const first = run('one', async () => {
      await gate.pass();
      done.push('first of one');
    });
    const second = run('one', step('second of one'));
    await run('two', step('first of two'));
    expect(done).toEqual(['first of two']);
    gate.open();
    await Promise.all([first, second]);
    expect(done).toEqual(['first of two', 'first of one', 'second of one']);
  });

  test('go on after work that failed, whose error its caller has', async () => {
    const { run } = createKeyedMutex();
    const error = new Error('no');
    const failed = run('one', () => Promise.reject(error));
    const next = run('one', async () => 'done');
    await expect(failed).rejects.toBe(error);
    expect(await next).toBe('done');
  });

  test('are idle when nothing is under way, what came meanwhile included', async () => {
    const { run, idle } = createKeyedMutex();
    const done: string[] = [];
    void run('one', async () => {
      done.push('first');
      void run('two', async () => void done.push('second'));
    });
    await idle();
    expect(done).toEqual(['first', 'second']);
    await idle();
  });
});
