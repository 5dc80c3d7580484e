import { describe, expect, test } from '@jest/globals';
import { deadAfterMs } from '../../../sandbox/trtc/dead-source.ts';
import { newsOf, startReceiver } from '../../support/receiver.ts';
import { clientOf, documented, start } from '../../support/trtc-stand-in.ts';

/** A stand-in whose next start has a source that fails at once, with the waits between its tries. */
async function standIn({ failsAfterMs, held = false }: { failsAfterMs?: readonly number[]; held?: boolean }) {
  const receiver = await startReceiver();
  const waits: { ms: number; end: () => void }[] = [];
  const trtc = await start({
    callback: receiver.target,
    wait: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', reject, { once: true });
        // Every delivery waits five seconds for its answer, too.
        if (ms === 5_000) return;
        waits.push({ ms, end: resolve });
        if (!held) resolve();
      }),
  });
  trtc.fail({ kind: 'dead-source', ...(failsAfterMs && { failsAfterMs }) }, { action: 'StartStreamIngest' });
  const client = clientOf(trtc.url);
  const { TaskId = '' } = await client.StartStreamIngest(documented);
  const told = () => trtc.callbacks.map(({ event }) => newsOf(event));
  return { trtc, client, task: { SdkAppId: documented.SdkAppId, TaskId }, told, waits };
}

// Page 62717: tries at the 0th, 1st and 3rd second, of which it is told with Status 2, and of failures with 1.
describe('A source that fails from the first second', () => {
  test('has a task all the same, and is told as 701/2 and then 701/1 three times, never as started', async () => {
    const { trtc, client, task, told, waits } = await standIn({});
    await trtc.until(({ callbacks }) => callbacks.length === 4);
    expect(told()).toEqual(['701/2', '701/1', '701/1', '701/1']);
    expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000, 2_000]);
    expect(deadAfterMs).toEqual([500, 1_500, 3_500]);
    expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
    expect(trtc.tasks).toMatchObject([{ state: 'running', lacksSource: true }]);
  });

  test('is that of one start alone', async () => {
    const { trtc, client, told } = await standIn({ failsAfterMs: [] });
    await client.StartStreamIngest({ ...documented, RoomId: 'room9', RoomIdType: 0 });
    await trtc.until(({ callbacks }) => callbacks.length === 2);
    expect(told()).toEqual(['701/2', '701/0']);
  });

  test('is there once it recovers', async () => {
    const { trtc, task, told } = await standIn({ failsAfterMs: [] });
    trtc.source(task.TaskId).recover();
    await trtc.until(({ callbacks }) => callbacks.length === 2);
    expect(told()).toEqual(['701/2', '701/0']);
    expect(trtc.tasks[0]).not.toHaveProperty('lacksSource');
  });

  test('is told of no more once it recovers', async () => {
    const { trtc, client, task, told, waits } = await standIn({ failsAfterMs: [0, 1_000], held: true });
    trtc.source(task.TaskId).recover();
    for (const { end } of waits) end();
    await client.StopStreamIngest(task);
    await trtc.until(() => told().includes('702/0'));
    expect(told()).toEqual(['701/2', '701/1', '701/0', '702/0']);
  });

  test('is told of no more when its task has been stopped', async () => {
    const { trtc, client, task, told, waits } = await standIn({ failsAfterMs: [0, 1_000], held: true });
    await client.StopStreamIngest(task);
    for (const { end } of waits) end();
    // What is still told of the first task comes before the start of this one.
    await client.StartStreamIngest({ ...documented, RoomId: 'room9', RoomIdType: 0 });
    await trtc.until(() => told().includes('701/0'));
    expect(told()).toEqual(['701/2', '701/1', '702/0', '701/0']);
  });
});

test('A source that is lost fails from then on as one that never was there', async () => {
  const { trtc, client, told } = await standIn({ failsAfterMs: [] });
  const { TaskId = '' } = await client.StartStreamIngest({ ...documented, RoomId: 'room9', RoomIdType: 0 });
  trtc.source(TaskId).lose();
  expect(trtc.tasks[1]).toMatchObject({ state: 'running', lacksSource: true });
  await trtc.until(({ callbacks }) => callbacks.length === 6);
  expect(told()).toEqual(['701/2', '701/0', '701/2', '701/1', '701/1', '701/1']);
});

test('Media that cannot be pulled is no source, and other media is', async () => {
  const receiver = await startReceiver();
  const trtc = await start({ callback: receiver.target, canPull: (url) => !url.includes('h265') });
  const client = clientOf(trtc.url);
  await client.StartStreamIngest({ ...documented, StreamUrl: 'https://a.b/h265.mp4' });
  await client.StartStreamIngest({ ...documented, RoomId: 'room9', RoomIdType: 0 });
  expect(trtc.tasks.map(({ lacksSource }) => lacksSource)).toEqual([true, undefined]);
});
