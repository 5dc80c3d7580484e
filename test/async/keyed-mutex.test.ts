import { describe, expect, test } from '@jest/globals';
import { createTurns } from '../../src/async/keyed-mutex.ts';
import { createGate } from '../storage/gate.ts';

describe('Turns', () => {
  test('let work of one key wait for the one before it, and that of another key begin', async () => {
    const { take } = createTurns();
    const gate = createGate();
    const done: string[] = [];
    const step = (name: string) => async () => void done.push(name);
    const first = take('one', async () => {
      await gate.pass();
      done.push('first of one');
    });
    const second = take('one', step('second of one'));
    await take('two', step('first of two'));
    expect(done).toEqual(['first of two']);
    gate.open();
    await Promise.all([first, second]);
    expect(done).toEqual(['first of two', 'first of one', 'second of one']);
  });

  test('go on after work that failed, whose error its caller has', async () => {
    const { take } = createTurns();
    const error = new Error('no');
    const failed = take('one', () => Promise.reject(error));
    const next = take('one', async () => 'done');
    await expect(failed).rejects.toBe(error);
    expect(await next).toBe('done');
  });

  test('are idle when nothing is under way, what came meanwhile included', async () => {
    const { take, idle } = createTurns();
    const done: string[] = [];
    void take('one', async () => {
      done.push('first');
      void take('two', async () => void done.push('second'));
    });
    await idle();
    expect(done).toEqual(['first', 'second']);
    await idle();
  });
});
