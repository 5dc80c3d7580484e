import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { type Reaction, startReceiver, startTask } from '../../support/receiver.ts';
import { start } from '../../support/trtc-stand-in.ts';

const refusing: Reaction = { status: 403, body: '{"code":1}' };
const event = {
  EventGroupId: 7,
  EventType: 799,
  CallbackMsTs: 2,
  EventInfo: { EventMsTs: 1, TaskId: 'unknown', Status: 0 },
};

async function startPair(...reactions: Reaction[]) {
  const receiver = await startReceiver(...reactions);
  return { receiver, trtc: await start({ callback: receiver.target }) };
}

test('an event is sent as it is, signed, and answered', async () => {
  const { receiver, trtc } = await startPair(refusing);
  expect(await trtc.sendEvent(event)).toEqual(refusing);
  expect(receiver.arrivals).toMatchObject([
    { body: JSON.stringify(event), isSigned: true, headers: { sdkappid: '1234567890' } },
  ]);
  expect(trtc.callbacks).toEqual([]);
});

test('a refused event is not sent again', async () => {
  const { receiver, trtc } = await startPair(refusing);
  await trtc.sendEvent(event);
  await trtc.sendEvent('next');
  expect(receiver.arrivals.map(({ body }) => body)).toEqual([JSON.stringify(event), 'next']);
});

test('the signature can be wrong or missing', async () => {
  const { receiver, trtc } = await startPair();
  await trtc.sendEvent(event, { sign: 'wrong' });
  await trtc.sendEvent(event, { sign: null });
  expect(receiver.arrivals.map(({ headers }) => headers.sign)).toEqual(['wrong', undefined]);
});

test('the application can be another', async () => {
  const { receiver, trtc } = await startPair();
  await trtc.sendEvent(event, { sdkAppId: 42 });
  expect(receiver.arrivals[0]?.headers.sdkappid).toBe('42');
});

test('the body can be no JSON, empty, or 4 MiB', async () => {
  const { receiver, trtc } = await startPair();
  const bodies = ['{', '', 'x'.repeat(4 * 1024 * 1024)];
  for (const body of bodies) await trtc.sendEvent(body);
  expect(receiver.arrivals.map(({ body, isSigned }) => isSigned && body.length)).toEqual(
    bodies.map((body) => body.length),
  );
});

test('an event of the record can be sent again', async () => {
  const receiver = await startReceiver();
  const { trtc } = await startTask(receiver);
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  await trtc.sendEvent(trtc.callbacks[0]?.event ?? '');
  const [first, second] = receiver.arrivals;
  expect(second).toMatchObject({ body: first?.body, isSigned: true });
});

test('nothing can be sent where no callback is configured, or nobody answers', async () => {
  const { receiver, trtc } = await startPair('hang up');
  await expect(trtc.sendEvent(event)).rejects.toThrow('socket hang up');
  await receiver.close();
  await expect(trtc.sendEvent(event)).rejects.toThrow('ECONNREFUSED');
  trtc.callbackTo(undefined);
  await expect(trtc.sendEvent(event)).rejects.toThrow('no callback is configured');
});

/** The two examples of https://trtc.io/document/54912; only the first is printed with its signature. */
const EXAMPLES = [
  {
    key: '123654',
    sign: 'kkoFeO3Oh2ZHnjtg8tEAQhtXK16/KI05W3BQff8IvGA=',
    body: '{\n\t"EventGroupId":\t2,\n\t"EventType":\t204,\n\t"CallbackTs":\t1664209748188,\n\t"EventInfo":\t{\n\t\t"RoomId":\t8489,\n\t\t"EventTs":\t1664209748,\n\t\t"EventMsTs":\t1664209748180,\n\t\t"UserId":\t"user_85034614",\n\t\t"Reason":\t0\n\t}\n}',
  },
  {
    key: '789',
    sign: 't2Yq1R4wilV/RIMRyygkgdhxWO8dgTdXXrfNVtz7V3k=',
    body: '{\n\t"EventGroupId":\t1,\n\t"EventType":\t101,\n\t"CallbackTs":\t1608086882372,\n\t"EventInfo":\t{\n\t\t"RoomId":\t20222,\n\t\t"EventTs":\t1608086882,\n\t\t"UserId":\t"222222_phone"\n\t}\n}',
  },
];

test.each(EXAMPLES)(
  "Tencent's example with the key $key is signed with $sign",
  async ({ key, sign, body }) => {
    const receiver = await startReceiver();
    const trtc = await start({ callback: { url: receiver.target.url, key } });
    await trtc.sendEvent(body);
    expect(receiver.arrivals).toMatchObject([{ body, headers: { sign } }]);
  },
);

const testWithOpenssl = spawnSync('openssl', ['version']).status === 0 ? test : test.skip;

testWithOpenssl('openssl signs the examples alike', () => {
  for (const { key, sign, body } of EXAMPLES) {
    const digest = execFileSync('openssl', ['dgst', '-sha256', '-hmac', key, '-binary'], { input: body });
    expect(digest.toString('base64')).toBe(sign);
  }
});
