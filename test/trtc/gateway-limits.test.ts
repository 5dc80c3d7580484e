// Not quick: the limit of TRTC is waited for.
import { expect, test } from '@jest/globals';
import { type GatewayStage, gatewayStage } from '../support/gateway-stage.ts';

/** Each API takes so many requests in any second. */
const limit = 20;

const apis: [string, (stage: GatewayStage) => Promise<unknown>][] = [
  ['StopStreamIngest', ({ gateway, ref }) => gateway.stop(ref)],
  ['UpdateStreamIngest', ({ gateway, ref }) => gateway.update(ref, { volume: 80 })],
  ['DescribeStreamIngest', ({ gateway, ref }) => gateway.isRunning(ref)],
];
const times = (count: number, call: () => Promise<unknown>) => Array.from({ length: count }, call);

test.each(apis)('However many calls of %s come at once, none is refused for the limit', async (api, call) => {
  const stage = await gatewayStage();
  await Promise.all(times(limit + 5, () => call(stage)));
  expect(stage.actions()).toEqual(Array(limit + 5).fill(api));
  const outcomes = stage.trtc.calls.map(({ outcome }) => ('code' in outcome ? outcome.code : outcome.kind));
  expect(outcomes).not.toContain('RequestLimitExceeded');
});

test.each(apis)('Calls of %s that wait do not keep the others waiting', async (api, call) => {
  const stage = await gatewayStage();
  stage.trtc.fail({ kind: 'stall' }, { action: api, times: limit });
  const waiting = times(limit + 1, () => call(stage));
  await stage.trtc.until(({ calls }) => calls.length === 1 + limit);
  for (const [other, callOther] of apis) if (other !== api) await callOther(stage).catch(() => undefined);
  expect(stage.actions().filter((action) => action === api)).toHaveLength(limit);
  stage.trtc.release();
  await Promise.all(waiting.map((one) => one.catch(() => undefined)));
});
