import { describe, expect, test } from '@jest/globals';
import { startReceiver, startTask } from '../../support/receiver.ts';
import { documented } from '../../support/trtc-stand-in.ts';

/** The bodies of what has come, as they came. */
const bodiesOf = (receiver: Awaited<ReturnType<typeof startReceiver>>) =>
  receiver.arrivals.map(({ body }) => JSON.parse(body));

describe('Numbers of events are written', () => {
  const at = Date.now();

  test.each([
    ['as-shown', { EventGroupId: 7, EventType: 701, CallbackMsTs: at }, { EventMsTs: at, Status: 0 }],
    [
      'as-documented',
      { EventGroupId: 7, EventType: 701, CallbackMsTs: at },
      { EventMsTs: `${at}`, Status: 0 },
    ],
    [
      'as-text',
      { EventGroupId: '7', EventType: '701', CallbackMsTs: `${at}` },
      { EventMsTs: `${at}`, Status: '0' },
    ],
  ] as const)(
    '%s (page 62717 shows numbers, and its table says String), and signed',
    async (numbers, head, info) => {
      const receiver = await startReceiver();
      const { trtc, task } = await startTask(receiver, { now: () => at, eventStyle: { numbers } });
      await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
      expect(bodiesOf(receiver)).toEqual([{ ...head, EventInfo: { ...info, TaskId: task.TaskId } }]);
      expect(receiver.arrivals.every(({ isSigned }) => isSigned)).toBe(true);
    },
  );
});

describe('Where rooms tell too (page 39558)', () => {
  const typesOf = (receiver: Awaited<ReturnType<typeof startReceiver>>) =>
    bodiesOf(receiver).map(({ EventGroupId, EventType, EventInfo }) =>
      [EventGroupId, EventType, EventInfo.UserId, EventInfo.Reason]
        .filter((each) => each !== undefined)
        .join(' '),
    );

  test('a robot enters and sends at its start, and leaves at its end', async () => {
    const receiver = await startReceiver();
    const { trtc, client, task } = await startTask(receiver, { eventStyle: { ofRooms: true } });
    await trtc.until(({ roomCallbacks }) => roomCallbacks.length === 3);
    await client.StopStreamIngest(task);
    await trtc.until(({ roomCallbacks }) => roomCallbacks[3]?.outcome.kind === 'accepted');
    await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
    expect(typesOf(receiver).sort()).toEqual([
      '1 103 robot123 1',
      '1 104 robot123 1',
      '2 201 robot123',
      '2 203 robot123',
      '7 701',
      '7 702',
    ]);
    const [first] = trtc.roomCallbacks;
    expect(first?.event.EventInfo).toMatchObject({ RoomId: 'room123', EventTs: expect.any(Number) });
  });

  test('one that is removed leaves for that reason', async () => {
    const receiver = await startReceiver();
    const { trtc, client } = await startTask(receiver, { eventStyle: { ofRooms: true } });
    const { SdkAppId } = documented;
    await client.RemoveUserByStrRoomId({ SdkAppId, RoomId: 'room123', UserIds: ['robot123'] });
    await trtc.until(({ roomCallbacks }) => roomCallbacks[3]?.outcome.kind === 'accepted');
    expect(typesOf(receiver)).toContain('1 104 robot123 3');
  });

  test('one can be thrown out and come back while its task runs on', async () => {
    const receiver = await startReceiver();
    const { trtc, client, task } = await startTask(receiver, { eventStyle: { ofRooms: true } });
    const source = trtc.source(task.TaskId);
    source.leave();
    source.enter();
    await trtc.until(({ roomCallbacks }) => roomCallbacks.length === 5);
    expect(trtc.roomCallbacks.map(({ event }) => event.EventType)).toEqual([103, 201, 203, 104, 103]);
    const moments = trtc.roomCallbacks.map(({ event }) => event.EventInfo.EventMsTs);
    expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
  });

  test('an integer room is a number', async () => {
    const receiver = await startReceiver();
    const { trtc, client } = await startTask(receiver, { eventStyle: { ofRooms: true } });
    await client.StartStreamIngest({ ...documented, RoomId: '12345' });
    await trtc.until(({ roomCallbacks }) => roomCallbacks.length === 6);
    expect(trtc.roomCallbacks[3]?.event.EventInfo.RoomId).toBe(12_345);
  });
});

test('Rooms tell of nothing unless they are to', async () => {
  const receiver = await startReceiver();
  const { trtc, client, task } = await startTask(receiver);
  await client.StopStreamIngest(task);
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  expect(trtc.roomCallbacks).toEqual([]);
  expect(receiver.arrivals).toHaveLength(2);
});
