import { expect, test } from '@jest/globals';
import { readOptions } from '../../../sandbox/browser/options.ts';

test.each([
  [[], { port: 4000, reset: false, socket: false }],
  [['--port', '8080'], { port: 8080, reset: false, socket: false }],
  [['--port=0', '--reset', '--socket'], { port: 0, reset: true, socket: true }],
])('%j is read', (words, options) => {
  expect(readOptions(words)).toEqual({ ok: true, options });
});

test.each([
  [['--prot', '1'], 'There is no option --prot: the options are --port NUMBER, --socket and --reset.'],
  [['-p'], 'There is no option -p: the options are --port NUMBER, --socket and --reset.'],
  [['--no-reset'], 'There is no option --no-reset: the options are --port NUMBER, --socket and --reset.'],
  [['4000'], '"4000" is no option: the options are --port NUMBER, --socket and --reset.'],
  [['--port'], '--port takes a whole number from 0 to 65535, as in --port 4000.'],
  [['--port', '65536'], '--port takes a whole number from 0 to 65535, as in --port 4000.'],
  [['--port=-1'], '--port takes a whole number from 0 to 65535, as in --port 4000.'],
  [['--socket=yes'], '--socket takes no value.'],
])('%j is refused in one sentence', (words, problem) => {
  expect(readOptions(words)).toEqual({ ok: false, problem });
});
