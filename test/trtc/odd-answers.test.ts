import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/trtc/index.ts';
import { TaskGone } from '../../src/ingest/errors.ts';
import type { StartAnswer } from '../../src/ingest/ports.ts';
import { askAgainHint } from '../../src/trtc/hints.ts';
import { failureOf, plainCalls, stageWith, starting } from '../support/gateway-calls.ts';
import { retries } from '../support/gateway-stage.ts';
import { noText } from '../support/odd-values.ts';

const oddFields = (fields: Record<string, unknown>): Fault => ({ kind: 'odd-fields', fields });
const raw = (body: unknown, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  body,
  headers,
});

describe('A start that is answered with a TaskId', () => {
  test.each(noText)('that is %s was perhaps done: it is not sent again', async (_, TaskId) => {
    const stage = await stageWith(oddFields({ TaskId }));
    const error = await failureOf(starting(stage));
    expect(error).toMatchObject({
      code: 'Network.Unreadable',
      message: 'TRTC answered without a TaskId that can be used.',
      effect: 'unknown',
    });
    expect(error.requestId).toMatch(/^[\w-]{36}$/);
    expect(stage.actions()).toEqual(['StartStreamIngest']);
  });

  test.each(['x', '-gCTFWtU7t7D..RAQ..', '~!@#$%^&*()_+|', 'x'.repeat(256)])(
    'such as %s is known by it',
    async (TaskId) => {
      expect(await starting(await stageWith(oddFields({ TaskId })))).toMatchObject({ taskId: TaskId });
    },
  );
});

describe.each(noText)('A RequestId that is %s is left out', (_, RequestId) => {
  test('of what a start is answered', async () => {
    const answer: StartAnswer = await starting(await stageWith(oddFields({ RequestId })));
    expect(answer).toEqual({ taskId: expect.any(String), requestId: '' });
  });

  test('of what cannot be read', async () => {
    const stage = await stageWith(oddFields({ RequestId, TaskId: null }));
    expect(await failureOf(starting(stage))).toMatchObject({ effect: 'unknown', requestId: undefined });
  });

  test('of an error, after which nothing was started', async () => {
    const stage = await stageWith(
      raw({ Response: { Error: { Code: 'FailedOperation.NotAllowed', Message: 'No.' }, RequestId } }),
    );
    expect(await failureOf(starting(stage))).toMatchObject({
      code: 'FailedOperation.NotAllowed',
      message: 'No.',
      effect: 'none',
      requestId: undefined,
    });
    expect(stage.actions()).toHaveLength(1);
  });

  test.each(plainCalls)('of what other calls are answered: %s', async (_, action, make) => {
    const stage = await stageWith(raw({ Response: { RequestId, Status: 'InProgress' } }), action);
    await make(stage);
    expect(stage.actions()).toEqual([action]);
  });
});

describe.each(noText)('An error', (what, odd) => {
  test(`whose Code is ${what} did nothing, since TRTC has a RequestId for it`, async () => {
    const stage = await stageWith(
      raw({ Response: { Error: { Code: odd, Message: 'Not today.' }, RequestId: 'r-1' } }),
    );
    expect(await failureOf(starting(stage))).toMatchObject({
      code: 'Api.Unnamed',
      message: 'Not today.',
      effect: 'none',
      requestId: 'r-1',
    });
    expect(stage.actions()).toHaveLength(1);
  });

  test(`whose Code is ${what}, without a RequestId, leaves open what was done`, async () => {
    const stage = await stageWith(raw({ Response: { Error: { Code: odd, Message: 'Not today.' } } }));
    expect(await failureOf(starting(stage))).toMatchObject({ code: 'Network.Unreadable', effect: 'unknown' });
    expect(stage.actions()).toHaveLength(1);
  });

  test(`whose Message is ${what} is told by its code`, async () => {
    const Code = 'FailedOperation.NotAllowed';
    const stage = await stageWith(raw({ Response: { Error: { Code, Message: odd }, RequestId: 'r-1' } }));
    const { code, message } = await failureOf(starting(stage));
    expect(code).toBe(Code);
    expect(message.length).toBeGreaterThan(0);
    expect(message.length).toBeLessThan(600);
  });
});

describe('Where TRTC says of a task a Status', () => {
  const strange: [string, unknown][] = [
    ...noText,
    ['of another case', 'inprogress'],
    ['that nobody knows', 'Paused'],
  ];

  test.each(strange)(
    'that is %s, it is asked again, and counts neither as ended nor as running',
    async (_, Status) => {
      const stage = await stageWith(oddFields({ Status }), 'DescribeStreamIngest', 99);
      const error = await failureOf(stage.gateway.isRunning(stage.ref));
      expect(error).toMatchObject({
        code: 'Network.Unreadable',
        message: 'TRTC said neither that the task runs nor that it has ended.',
        hint: askAgainHint,
      });
      expect(error).not.toBeInstanceOf(TaskGone);
      expect(stage.actions()).toHaveLength(retries + 1);
    },
  );

  test.each(strange)('that is %s in answer to a change, the change counts', async (_, Status) => {
    const stage = await stageWith(oddFields({ Status }), 'UpdateStreamIngest');
    await stage.gateway.update(stage.ref, { volume: 80 });
    expect(stage.actions()).toHaveLength(1);
  });

  test('NotExist in answer to a change, the task is gone', async () => {
    const stage = await stageWith(oddFields({ Status: 'NotExist' }), 'UpdateStreamIngest');
    expect(await failureOf(stage.gateway.update(stage.ref, { volume: 80 }))).toBeInstanceOf(TaskGone);
  });
});

const noAnswers: [string, Fault][] = [
  ['nothing', raw('')],
  ['a blank', raw(' \n')],
  ['a page', raw('<html>504 Gateway Timeout</html>', { 'content-type': 'text/html' })],
  ['a page that says that it is JSON', raw('<!doctype html><p>certificate required')],
  ['half of the JSON', raw('{"Response":{"TaskId":"abc')],
  ['JSON with something behind it', raw('{"Response":{"RequestId":"r"}}{}')],
  ['garbage that says that it is packed', raw('not gzip', { 'content-encoding': 'gzip' })],
  ['JSON behind a mark of its byte order', raw('\ufeff{"Response":{"TaskId":"abc"}}')],
  ['null', raw('null')],
  ['a number', raw('7')],
  ['a text', raw('"ok"')],
  ['a list', raw('[]')],
  ['an object without a Response', raw({})],
  ['a Response that is null', raw({ Response: null })],
  ['a Response that is a text', raw({ Response: 'ok' })],
  ['a Response that is a number', raw({ Response: 7 })],
  ['a Response that is true', raw({ Response: true })],
  ['a Response that is a list', raw({ Response: [{ TaskId: 'abc' }] })],
  ['a stream of events', raw('data: {"TaskId":"abc"}\n\n', { 'content-type': 'text/event-stream' })],
  ['an Error that is a text', raw({ Response: { Error: 'no' } })],
  ['an Error that is a list', raw({ Response: { Error: ['no'] } })],
  ['an Error that is empty', raw({ Response: { Error: {} } })],
];

describe.each(noAnswers)('Where the answer is %s,', (_, fault) => {
  test('nobody knows whether a start was done, and it is not sent again', async () => {
    const stage = await stageWith(fault);
    expect(await failureOf(starting(stage))).toMatchObject({ code: 'Network.Unreadable', effect: 'unknown' });
    expect(stage.actions()).toHaveLength(1);
  });

  test.each(plainCalls)('what does no harm twice is done again: %s', async (_, action, make) => {
    const stage = await stageWith(fault, action, retries + 1);
    expect(await failureOf(make(stage))).toMatchObject({ code: 'Network.Unreadable', effect: 'unknown' });
    expect(stage.actions()).toEqual(Array(retries + 1).fill(action));
  });
});

test.each(['text/html', 'text/plain; charset=gbk', '', 'application/octet-stream'])(
  'JSON counts, though it says that its type is %j',
  async (type) => {
    const body = { Response: { TaskId: 'abc', RequestId: 'r' } };
    const stage = await stageWith(raw(body, { 'content-type': type }));
    expect(await starting(stage)).toEqual({ taskId: 'abc', requestId: 'r' });
  },
);

test('An Error that is null is none; one beside a TaskId is one, as the documents have it', async () => {
  const answer = { Error: null, TaskId: 'abc', RequestId: 'r' };
  expect(await starting(await stageWith(raw({ Response: answer })))).toMatchObject({ taskId: 'abc' });
  const refusal = { Code: 'FailedOperation.NotAllowed', Message: 'No.' };
  const both = await stageWith(raw({ Response: { ...answer, Error: refusal } }));
  expect(await failureOf(starting(both))).toMatchObject({ code: refusal.Code, effect: 'none' });
});
