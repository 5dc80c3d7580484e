import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort } from '../sandbox/free-port.ts';
import { readable } from '../src/readable.ts';

const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
const allRefused = (...errors: unknown[]) =>
  Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
const because = (message: string, cause: unknown) => new Error(message, { cause });
const listening = (code: string) => Object.assign(new Error(code), { code, syscall: 'listen', port: 80 });

test.each<[string, unknown, string]>([
  ['an error', new Error('no room on the disk'), 'no room on the disk'],
  [
    'an error with its cause',
    because('The store cannot be opened', new Error('full')),
    'The store cannot be opened (full)',
  ],
  ['one that says its cause itself', because('It is full', new Error('full')), 'It is full'],
  ['one whose cause says nothing', because('It is full', new Error('')), 'It is full (Error)'],
  ['one whose cause is no error', because('It is full', { full: true }), 'It is full'],
  ['one without words', new TypeError(''), 'TypeError'],
  ['one that has but a code', Object.assign(new Error(''), { code: 'ENOSPC' }), 'ENOSPC'],
  [
    'addresses that all refuse',
    allRefused(refused('::1:1'), refused('127.0.0.1:1')),
    'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
  ],
  ['addresses that say the same', allRefused(new Error('refused'), new Error('refused')), 'refused'],
  ['addresses that say nothing', allRefused(new Error(''), undefined), 'ECONNREFUSED'],
  [
    'a cause of several addresses',
    because('Redis is away', allRefused(refused('::1:1'))),
    'Redis is away (connect ECONNREFUSED ::1:1)',
  ],
  ['several lines', new Error('wrong:\n  - one\r\n\t- two\u2028three'), 'wrong: - one - two three'],
  ['a page', new Error(`<html>${'x'.repeat(600)}`), `<html>${'x'.repeat(494)}…`],
  ['a port without the right to it', listening('EACCES'), 'PORT 80 is one that this user may not use.'],
  ['a text', 'out of order', 'out of order'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['an object', { ok: false, error: 'internal_error' }, "{ ok: false, error: 'internal_error' }"],
  ['an object within objects', { answer: { ok: false } }, '{ answer: [Object] }'],
  ['an object without a prototype', Object.create(null), '[Object: null prototype] {}'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
])('%s that ends the process is said in one line', (_, thrown, line) => {
  expect(readable(thrown)).toBe(line);
});

test('A port that is taken is named', async () => {
  const port = await freePort();
  const first = createServer().listen(port);
  const error = await new Promise((resolve) => createServer().on('error', resolve).listen(port));
  first.close();
  expect(readable(error)).toBe(`PORT ${port} is in use by another program.`);
});
