import { expect, test } from '@jest/globals';
import { clientOf, credential, documented, start } from '../../support/trtc-stand-in.ts';

test('every call is kept as it came, with its answer', async () => {
  const at = Date.now();
  const standIn = await start({ now: () => at });
  const client = clientOf(standIn.url);
  const { TaskId, RequestId } = await client.StartStreamIngest(documented);
  const task = { SdkAppId: documented.SdkAppId, TaskId: TaskId ?? '' };
  await client.DescribeStreamIngest(task);
  const common = { region: 'ap-singapore', version: '2019-07-22', at };
  expect(standIn.calls).toEqual([
    {
      ...common,
      action: 'StartStreamIngest',
      params: documented,
      outcome: { kind: 'answered', requestId: RequestId, taskId: TaskId },
    },
    {
      ...common,
      action: 'DescribeStreamIngest',
      params: task,
      outcome: { kind: 'answered', requestId: expect.any(String), status: 'InProgress' },
    },
  ]);
});

test('the secret key of the credential never arrives', async () => {
  const standIn = await start();
  await clientOf(standIn.url).StartStreamIngest(documented);
  expect(JSON.stringify(standIn.calls)).not.toContain(credential.secretKey);
});

test('a listener is told of the arrival, the task and the answer, until it leaves', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const seen: string[] = [];
  const leave = standIn.onChange(() => {
    seen.push(`${standIn.calls.at(-1)?.outcome.kind}, ${standIn.tasks.length} tasks`);
  });
  await client.StartStreamIngest(documented);
  expect(seen).toEqual(['pending, 0 tasks', 'pending, 1 tasks', 'answered, 1 tasks']);
  leave();
  await client.DescribeStreamIngest({ SdkAppId: documented.SdkAppId, TaskId: 'unknown' });
  expect(seen).toHaveLength(3);
});

test('until resolves at once where the condition holds already', async () => {
  const standIn = await start();
  await standIn.until(({ tasks }) => tasks.length === 0);
});

test('until fails with what its condition throws, and the API answers all the same', async () => {
  const standIn = await start();
  const failed = standIn.until(({ calls }) => {
    if (calls.length > 0) throw new Error('broken condition');
    return false;
  });
  await Promise.all([
    expect(failed).rejects.toThrow('broken condition'),
    clientOf(standIn.url).StartStreamIngest(documented),
  ]);
});

test('until does not outlive the stand-in', async () => {
  const standIn = await start();
  const waiting = expect(standIn.until(() => false)).rejects.toThrow('closed before');
  await standIn.close();
  await waiting;
});

test('a listener is told of a reset', async () => {
  const standIn = await start();
  await clientOf(standIn.url).StartStreamIngest(documented);
  const seen: number[] = [];
  standIn.onChange(() => seen.push(standIn.tasks.length));
  standIn.reset();
  expect(seen).toEqual([0]);
});

test('a reset forgets calls, tasks and faults', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  await client.StartStreamIngest(documented);
  standIn.fail({ kind: 'reset' });
  standIn.reset();
  expect(standIn.calls).toEqual([]);
  expect(standIn.tasks).toEqual([]);
  await client.StartStreamIngest(documented);
});

test('twenty concurrent starts of one robot make one task', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const starts = Array.from({ length: 20 }, () => client.StartStreamIngest(documented));
  const outcomes = await Promise.allSettled(starts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(standIn.tasks).toHaveLength(1);
});
