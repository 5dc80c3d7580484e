import { expect, test } from '@jest/globals';
import { clientOf, codeOf, documented, requestOfSdk, start } from '../../support/trtc-stand-in.ts';

test('a refusal carries the RequestId under which it is kept', async () => {
  const standIn = await start();
  const refused = clientOf(standIn.url).request('StartStreamIngest', {});
  const error = await refused.catch((thrown: unknown) => thrown);
  expect(standIn.calls).toMatchObject([{ outcome: { kind: 'error', code: 'MissingParameter' } }]);
  const [call] = standIn.calls;
  expect(error).toMatchObject({
    requestId: call?.outcome.kind === 'error' ? call.outcome.requestId : 'none',
    message: 'The request is missing a required parameter `RoomIdType`.',
  });
});

test('an action that the API does not have is refused', async () => {
  const standIn = await start();
  await expect(clientOf(standIn.url).request('StartStreamEgest', {})).rejects.toMatchObject({
    code: 'InvalidAction',
  });
});

test.each([
  ['no region', null, 'MissingParameter'],
  ['a region without this API', 'ap-beijing', 'UnsupportedRegion'],
])('%s is refused', async (_name, region, code) => {
  const standIn = await start();
  const client = clientOf(standIn.url, { region });
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({ code });
});

const six = ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'];

test.each(six)('the region %s is supported for starts and updates (57835, 63238)', async (region) => {
  const standIn = await start();
  const client = clientOf(standIn.url, { region });
  const { TaskId = '' } = await client.StartStreamIngest(documented);
  await client.UpdateStreamIngest({ SdkAppId: documented.SdkAppId, TaskId, Volume: 80 });
  expect(standIn.tasks).toMatchObject([{ region, volume: 80 }]);
});

test.each(
  six.flatMap((region) => ['StopStreamIngest', 'DescribeStreamIngest'].map((action) => [action, region])),
)(
  '%s is served in %s or not, as its page says (57834, 57836), for tasks of all regions',
  async (action, region) => {
    const standIn = await start();
    const { TaskId } = await clientOf(standIn.url, { region: 'ap-tokyo' }).StartStreamIngest(documented);
    const call = clientOf(standIn.url, { region }).request(action, { SdkAppId: documented.SdkAppId, TaskId });
    if (['ap-guangzhou', 'ap-tokyo'].includes(region))
      await expect(call).rejects.toMatchObject({ code: 'UnsupportedRegion' });
    else await call;
  },
);

const removals = ['RemoveUser', 'RemoveUserByStrRoomId'];

test.each(
  removals.flatMap((action) => ['ap-beijing', 'ap-guangzhou', 'ap-singapore'].map((at) => [action, at])),
)('%s is served in %s', async (action, region) => {
  const standIn = await start();
  const RoomId = action === 'RemoveUser' ? 7 : '7';
  const removal = { SdkAppId: documented.SdkAppId, RoomId, UserIds: ['robot123'] };
  const call = clientOf(standIn.url, { region }).request(action, removal);
  await expect(call).rejects.toMatchObject({ code: 'FailedOperation.RoomNotExist' });
});

test.each(removals)('%s is not served where streams are started besides', async (action) => {
  const standIn = await start();
  for (const region of ['ap-bangkok', 'ap-jakarta', 'ap-mumbai', 'ap-tokyo']) {
    const call = clientOf(standIn.url, { region }).request(action, {});
    await expect(call).rejects.toMatchObject({ code: 'UnsupportedRegion' });
  }
});

test('GET is refused', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url, { reqMethod: 'GET' });
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({ code: 'UnsupportedProtocol' });
});

test.each([
  ['another version', { 'x-tc-version': '2019-07-23' }, 'NoSuchVersion'],
  ['no version', { 'x-tc-version': '' }, 'MissingParameter'],
  ['no action', { 'x-tc-action': '' }, 'MissingParameter'],
  ['no timestamp', { 'x-tc-timestamp': '' }, 'MissingParameter'],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'InvalidRequest'],
])('%s is refused', async (_name, headers, code) => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  expect(await codeOf(standIn, { ...genuine, headers: { ...genuine.headers, ...headers } })).toBe(code);
});

test('another path is refused', async () => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  expect(await codeOf(standIn, { ...genuine, path: '/v2' })).toBe('InvalidRequest');
});

test('a body that is no JSON object is refused', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  await expect(client.request('StartStreamIngest', [documented])).rejects.toMatchObject({
    code: 'InvalidParameter.BodyParamsError',
  });
});
