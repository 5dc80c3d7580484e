import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../sandbox/trtc/index.ts';
import { clientOf, documented, start } from '../../support/trtc-stand-in.ts';

const task = { SdkAppId: documented.SdkAppId, TaskId: 'unknown' };

test('a planned error refuses the call before its work', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  standIn.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction', message: 'RTMP is not enabled.' });
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({
    code: 'FailedOperation.NotRtmpFunction',
    message: 'RTMP is not enabled.',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(standIn.tasks).toEqual([]);
  await client.StartStreamIngest(documented);
});

test('a planned error does not hide a request that breaks the rules', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'error', code: 'InternalError.InternalError' });
  const broken = clientOf(standIn.url).StartStreamIngest({ ...documented, Volume: 201 });
  await expect(broken).rejects.toMatchObject({ code: 'InvalidParameter.OutOfRange' });
});

test('a fault waits for its action, and lasts for as many calls as it was planned for', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const code = 'ResourceInsufficient.RequestRejection';
  standIn.fail({ kind: 'error', code }, { action: 'StartStreamIngest', times: 2 });
  await client.DescribeStreamIngest(task);
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({ code });
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({ code });
  await client.StartStreamIngest(documented);
});

test('a fault waits for its region', async () => {
  const standIn = await start();
  const code = 'UnsupportedRegion';
  standIn.fail({ kind: 'error', code }, { action: 'DescribeStreamIngest', region: 'ap-mumbai' });
  await clientOf(standIn.url).DescribeStreamIngest(task);
  const there = clientOf(standIn.url, { region: 'ap-mumbai' });
  await expect(there.DescribeStreamIngest(task)).rejects.toMatchObject({ code });
  await there.DescribeStreamIngest(task);
});

describe('a fault until further notice', () => {
  const forEver = { times: Number.POSITIVE_INFINITY };
  const faults: [Fault['kind'], Fault, object][] = [
    ['error', { kind: 'error', code: 'InternalError' }, { code: 'InternalError' }],
    ['http', { kind: 'http', status: 503 }, { httpCode: 503 }],
    ['reset', { kind: 'reset' }, { message: expect.stringContaining('ECONNRESET') }],
    ['lose-answer', { kind: 'lose-answer' }, { message: expect.stringContaining('socket hang up') }],
  ];

  test.each(faults)('(%s) meets every call until it is taken back', async (_kind, fault, refusal) => {
    const standIn = await start();
    const client = clientOf(standIn.url);
    const takeBack = standIn.fail(fault, forEver);
    for (let call = 1; call <= 5; call += 1) {
      await expect(client.DescribeStreamIngest(task)).rejects.toMatchObject(refusal);
    }
    takeBack();
    expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'NotExist' });
  });

  test('is taken back alone', async () => {
    const standIn = await start();
    const client = clientOf(standIn.url);
    const takeBack = standIn.fail({ kind: 'http', status: 503 }, forEver);
    standIn.fail({ kind: 'http', status: 502 });
    takeBack();
    takeBack();
    await expect(client.DescribeStreamIngest(task)).rejects.toMatchObject({ httpCode: 502 });
    await client.DescribeStreamIngest(task);
  });
});

test('a lost answer leaves the work done and the client without a word of it', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'lose-answer' });
  await expect(clientOf(standIn.url).StartStreamIngest(documented)).rejects.toThrow('socket hang up');
  const [started] = standIn.tasks;
  expect(started).toMatchObject({ state: 'running' });
  expect(standIn.calls).toMatchObject([
    { outcome: { kind: 'lost', answer: { kind: 'answered', taskId: started?.taskId } } },
  ]);
});

test('a reset connection leaves nothing done', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'reset' });
  await expect(clientOf(standIn.url).StartStreamIngest(documented)).rejects.toThrow('ECONNRESET');
  expect(standIn.tasks).toEqual([]);
  expect(standIn.calls).toMatchObject([{ action: 'StartStreamIngest', outcome: { kind: 'reset' } }]);
});

test('an HTTP status of its own reaches the SDK as httpCode', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'http', status: 502, body: '<h1>Bad Gateway</h1>' });
  await expect(clientOf(standIn.url).StartStreamIngest(documented)).rejects.toMatchObject({
    httpCode: 502,
    message: 'Bad Gateway',
  });
  expect(standIn.tasks).toEqual([]);
  expect(standIn.calls).toMatchObject([{ outcome: { kind: 'http', status: 502 } }]);
});

test('a malformed answer is no JSON', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'malformed' });
  await expect(clientOf(standIn.url).StartStreamIngest(documented)).rejects.toThrow('invalid json');
  expect(standIn.tasks).toEqual([]);
  expect(standIn.calls).toMatchObject([{ outcome: { kind: 'malformed' } }]);
});

test.each<[string, unknown, string]>([
  ['a text', '{"Response":', '{"Response":'],
  ['an object', { Response: null }, '{"Response":null}'],
  ['a list', [], '[]'],
])('an answer of its own (%s) is sent as it is, and nothing is done', async (_, body, sent) => {
  const standIn = await start();
  standIn.fail({ kind: 'answer', body, headers: { 'content-type': 'text/odd' } });
  const answer = await fetch(standIn.url, { method: 'POST' });
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/odd',
    sent,
  ]);
  expect(standIn.calls).toMatchObject([{ outcome: { kind: 'raw', body: sent } }]);
});

test('odd fields replace those of the answer, and the work is done', async () => {
  const standIn = await start();
  const fields = { TaskId: null, RequestId: undefined, More: 7 };
  standIn.fail({ kind: 'odd-fields', fields });
  expect(await clientOf(standIn.url).StartStreamIngest(documented)).toEqual({ TaskId: null, More: 7 });
  const [task] = standIn.tasks;
  expect(task).toMatchObject({ state: 'running' });
  expect(standIn.calls).toMatchObject([
    { outcome: { kind: 'odd', fields, answer: { kind: 'answered', taskId: task?.taskId } } },
  ]);
});

test('a delayed call is answered in the end', async () => {
  const standIn = await start({ latencyMs: 1 });
  standIn.fail({ kind: 'delay', ms: 1 });
  await clientOf(standIn.url).StartStreamIngest(documented);
  expect(standIn.tasks).toHaveLength(1);
});

test.each<[string, number, Fault[]]>([
  ['a delay', 0, [{ kind: 'delay', ms: 60_000 }]],
  ['the latency', 60_000, []],
])('nothing is done before %s is over', async (_name, latencyMs, faults) => {
  const standIn = await start({ latencyMs });
  const client = clientOf(standIn.url);
  for (const fault of faults) standIn.fail(fault, { action: 'StartStreamIngest' });
  standIn.fail({ kind: 'http', status: 503 }, { action: 'DescribeStreamIngest' });
  const delayed = expect(client.StartStreamIngest(documented)).rejects.toThrow('socket hang up');
  await standIn.until(({ calls }) => calls.length === 1);
  await expect(client.DescribeStreamIngest(task)).rejects.toMatchObject({ httpCode: 503 });
  expect(standIn.calls).toMatchObject([{ outcome: { kind: 'pending' } }, { outcome: { kind: 'http' } }]);
  expect(standIn.tasks).toEqual([]);
  await standIn.close();
  await delayed;
});

test('half a request is no call, and does not keep the stand-in from closing', async () => {
  const standIn = await start();
  const socket = connect(Number(new URL(standIn.url).port), '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{');
  await clientOf(standIn.url).DescribeStreamIngest(task);
  expect(standIn.calls).toHaveLength(1);
  const ended = once(socket, 'close');
  socket.on('error', () => {});
  await standIn.close();
  await ended;
});

describe('a stalled call', () => {
  async function stall() {
    const standIn = await start();
    standIn.fail({ kind: 'stall' });
    const leaving = new AbortController();
    const answer = clientOf(standIn.url).request('StartStreamIngest', documented, { signal: leaving.signal });
    await standIn.until(({ calls }) => calls[0]?.outcome.kind === 'stalled');
    return { standIn, answer, leaving };
  }

  test('is answered once it is released', async () => {
    const { standIn, answer } = await stall();
    expect(standIn.tasks).toEqual([]);
    standIn.release();
    expect(await answer).toMatchObject({ TaskId: expect.any(String) });
  });

  test('is still worked on where the client has given up', async () => {
    const { standIn, answer, leaving } = await stall();
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    standIn.release();
    await standIn.until(({ calls }) => calls[0]?.outcome.kind !== 'stalled');
    expect(standIn.tasks).toMatchObject([{ state: 'running' }]);
  });

  test('ends with its connection when the stand-in is closed', async () => {
    const { standIn, answer } = await stall();
    const hungUp = expect(answer).rejects.toThrow('socket hang up');
    await standIn.close();
    await hungUp;
    expect(standIn.tasks).toEqual([]);
  });

  test('ends with its connection at a reset, and does not come back', async () => {
    const { standIn, answer } = await stall();
    const hungUp = expect(answer).rejects.toThrow('socket hang up');
    standIn.release();
    standIn.reset();
    await hungUp;
    expect(standIn.calls).toEqual([]);
    expect(standIn.tasks).toEqual([]);
  });
});

test('the SDK gives up on a stalled call after its own timeout', async () => {
  const standIn = await start();
  standIn.fail({ kind: 'stall' });
  const client = clientOf(standIn.url, { timeoutSeconds: 0.05 });
  await expect(client.StartStreamIngest(documented)).rejects.toThrow('network timeout');
});
