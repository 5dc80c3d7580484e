import { format, inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Secret } from '../../src/ingest/secret.ts';

const secret = new Secret('t0psecret');

function inLog(write: (log: ReturnType<typeof pino>) => void): string {
  const lines: string[] = [];
  write(pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

test.each<[string, () => string]>([
  ['String()', () => String(secret)],
  ['a template', () => `${secret}`],
  ['JSON', () => JSON.stringify(secret)],
  ['JSON of what holds it', () => JSON.stringify({ deep: [{ secret }] })],
  ['inspect', () => inspect(secret, { showHidden: true, depth: null })],
  ['inspect of what holds it', () => inspect({ deep: [{ secret }] }, { showHidden: true, depth: null })],
  ['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['an array’s join', () => [secret].join()],
  ['an error’s message', () => inspect(new Error(String(secret), { cause: secret }))],
  ['a log line', () => inLog((log) => log.info({ secret }, 'It is %s', secret))],
  ['a logged array', () => inLog((log) => log.error({ secrets: [secret] }))],
])('A secret cannot be read from %s', (_, print) => {
  expect(print()).not.toContain('t0psecret');
  expect(print()).toContain('[secret]');
});

test.each<[string, () => unknown]>([
  ['its keys', () => Reflect.ownKeys(secret)],
  ['its entries', () => Object.entries(secret)],
  ['a copy', () => Object.values({ ...secret })],
])('A secret is not among %s', (_, look) => {
  expect(look()).toEqual([]);
});

test('Whoever needs a secret can ask for it', () => {
  expect(secret.reveal()).toBe('t0psecret');
});
