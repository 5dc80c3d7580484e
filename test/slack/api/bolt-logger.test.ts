import { expect, test } from '@jest/globals';
import { LogLevel } from '@slack/bolt';
import { pino } from 'pino';
import { boltLogger } from '../../../src/slack/api/bolt-logger.ts';

function withLog(level: string) {
  const lines: { level: number; msg: string }[] = [];
  const log = pino({ level }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { logger: boltLogger(log), lines };
}

test.each<[unknown[], string]>([
  [['apiCall(%s) end', 'chat.postMessage'], 'apiCall(chat.postMessage) end'],
  [['Received', { text: 't0psecret' }], 'Received …'],
  [['http response: {"text":"t0psecret"}'], 'http response: …'],
  [['list', ['t0psecret']], 'list …'],
  [['http request (body: token=t0psecret)'], 'http request …'],
  [['many\n{"text":\n"t0psecret"}'], 'many\n…'],
])('At debug level %j is passed on without bodies', (parts, msg) => {
  const { logger, lines } = withLog('debug');
  logger.debug(...parts);
  expect(lines.map((line) => line.msg)).toEqual([msg]);
});

test('Each level keeps its own', () => {
  const { logger, lines } = withLog('debug');
  logger.debug('a');
  logger.info('b');
  logger.warn('c');
  logger.error('d');
  expect(lines.map((line) => [line.level, line.msg])).toEqual([
    [20, 'a'],
    [30, 'b'],
    [40, 'c'],
    [50, 'd'],
  ]);
});

test('Slack’s libraries are told whether anybody reads debug lines', () => {
  expect(withLog('debug').logger.getLevel()).toBe(LogLevel.DEBUG);
  expect(withLog('trace').logger.getLevel()).toBe(LogLevel.DEBUG);
  expect(withLog('info').logger.getLevel()).toBe(LogLevel.INFO);
});
