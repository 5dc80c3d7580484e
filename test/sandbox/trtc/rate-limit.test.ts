import { expect, test } from '@jest/globals';
import { app, clientOf, start } from '../../support/trtc-stand-in.ts';

const task = { SdkAppId: app.sdkAppId, TaskId: 'unknown' };
const refused = { code: 'RequestLimitExceeded' };

async function fill(limit: number) {
  const begin = Date.now();
  let now = begin;
  const standIn = await start({ limitPerSecond: limit, now: () => now });
  const client = clientOf(standIn.url);
  const describe = (afterMs: number) => {
    now = begin + afterMs;
    return client.DescribeStreamIngest(task);
  };
  return { client, describe, standIn };
}

test('the 21st call within a second is refused, and the refusal says so', async () => {
  let now = Date.now();
  const standIn = await start({ now: () => now });
  const client = clientOf(standIn.url);
  for (let call = 1; call <= 20; call += 1) await client.DescribeStreamIngest(task);
  now += 999;
  await expect(client.DescribeStreamIngest(task)).rejects.toMatchObject({
    code: 'RequestLimitExceeded',
    message: expect.stringContaining('equals to `21` in a second, which exceeds the frequency limit `20`'),
  });
});

test('the second slides: a call is forgotten after 1000 ms and not before', async () => {
  const { describe } = await fill(2);
  await describe(0);
  await describe(900);
  await describe(1000);
  await expect(describe(1899)).rejects.toMatchObject(refused);
});

test('a refused call counts as well', async () => {
  const { describe } = await fill(1);
  await describe(0);
  await expect(describe(600)).rejects.toMatchObject(refused);
  await expect(describe(1200)).rejects.toMatchObject(refused);
  expect(await describe(2200)).toMatchObject({ Status: 'NotExist' });
});

test('each action has a count of its own', async () => {
  const { client, describe } = await fill(1);
  await describe(0);
  await expect(client.StopStreamIngest(task)).rejects.toMatchObject({ code: 'FailedOperation.TaskNotExist' });
});

test.each(['RemoveUser', 'RemoveUserByStrRoomId'])(
  'the 21st %s within a second is refused',
  async (action) => {
    const at = Date.now();
    const standIn = await start({ now: () => at });
    const client = clientOf(standIn.url);
    const code = async () =>
      (await client.request(action, {}).catch((error: { code: string }) => error)).code;
    for (let call = 1; call <= 20; call += 1) expect(await code()).toBe('MissingParameter.RoomId');
    expect(await code()).toBe('RequestLimitExceeded');
  },
);

test('a reset forgets what was counted', async () => {
  const { describe, standIn } = await fill(1);
  await describe(0);
  standIn.reset();
  expect(await describe(0)).toMatchObject({ Status: 'NotExist' });
});
