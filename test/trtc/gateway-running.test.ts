import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/trtc/index.ts';
import type { StreamChange } from '../../src/ingest/ports.ts';
import { type GatewayStage, gatewayStage, retries } from '../support/gateway-stage.ts';
import { app } from '../support/trtc-stand-in.ts';

describe('A stop', () => {
  test('ends the task in its region, called by its TaskId', async () => {
    const { gateway, ref, trtc, params } = await gatewayStage('ap-mumbai');
    await gateway.stop(ref);
    expect(trtc.tasks).toMatchObject([{ taskId: ref.taskId, state: 'ended' }]);
    expect(trtc.calls.at(-1)).toMatchObject({ action: 'StopStreamIngest', region: 'ap-mumbai' });
    expect(params()).toEqual({ SdkAppId: app.sdkAppId, TaskId: ref.taskId });
  });

  test('of a task that has ended, or that TRTC does not know, is done', async () => {
    const { gateway, ref, actions } = await gatewayStage();
    await gateway.stop(ref);
    await gateway.stop(ref);
    await gateway.stop({ ...ref, taskId: `${ref.taskId}x` });
    expect(actions()).toHaveLength(3);
  });

  test('whose answer is lost is made again, and finds the task ended', async () => {
    const { gateway, ref, trtc, actions } = await gatewayStage();
    trtc.fail({ kind: 'lose-answer' });
    await gateway.stop(ref);
    expect(actions()).toEqual(['StopStreamIngest', 'StopStreamIngest']);
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });
});

describe('A change', () => {
  const all: StreamChange = { url: 'rtmp://c.d/live', volume: 0, tempo: 1.5, progress: false, paused: false };

  test.each<[StreamChange, object]>([
    [{ url: 'rtmp://c.d/live' }, { StreamUrl: 'rtmp://c.d/live' }],
    [{ volume: 0 }, { Volume: 0 }],
    [{ tempo: 0.5 }, { Tempo: 0.5 }],
    [{ progress: true }, { EnableProgress: true }],
    [{ paused: true }, { IsPause: true }],
    [all, { StreamUrl: 'rtmp://c.d/live', Volume: 0, Tempo: 1.5, EnableProgress: false, IsPause: false }],
  ])('of %j is sent as that and nothing else', async (change, sent) => {
    const { gateway, ref, params } = await gatewayStage();
    await gateway.update(ref, change);
    expect(params()).toEqual({ SdkAppId: app.sdkAppId, TaskId: ref.taskId, ...sent });
  });

  test('leaves what it does not name as it was', async () => {
    const { gateway, ref, trtc } = await gatewayStage();
    const [before] = trtc.tasks;
    await gateway.update(ref, { volume: 0 });
    await gateway.update(ref, { paused: true });
    expect(trtc.tasks).toEqual([{ ...before, volume: 0, paused: true }]);
  });

  test('whose answer is lost is made again', async () => {
    const { gateway, ref, trtc, actions } = await gatewayStage();
    trtc.fail({ kind: 'lose-answer' });
    await gateway.update(ref, { paused: true });
    expect(actions()).toEqual(['UpdateStreamIngest', 'UpdateStreamIngest']);
    expect(trtc.tasks).toMatchObject([{ paused: true }]);
  });

  test('of a task that has ended is refused', async () => {
    const { gateway, ref, actions } = await gatewayStage();
    await gateway.stop(ref);
    await expect(gateway.update(ref, { volume: 80 })).rejects.toMatchObject({
      code: 'FailedOperation.TaskFinished',
      effect: 'none',
    });
    expect(actions()).toEqual(['StopStreamIngest', 'UpdateStreamIngest']);
  });
});

describe('Whether a task runs', () => {
  test('is asked until its end', async () => {
    const { gateway, ref } = await gatewayStage();
    expect(await gateway.isRunning(ref)).toBe(true);
    await gateway.update(ref, { paused: true });
    expect(await gateway.isRunning(ref)).toBe(true);
    await gateway.stop(ref);
    expect(await gateway.isRunning(ref)).toBe(false);
    expect(await gateway.isRunning({ ...ref, taskId: `${ref.taskId}x` })).toBe(false);
  });

  test.each(['FailedOperation.TaskNotExist', 'FailedOperation.TaskFinished'])(
    'is denied also by %s',
    async (code) => {
      const { gateway, ref, trtc } = await gatewayStage();
      trtc.fail({ kind: 'error', code });
      expect(await gateway.isRunning(ref)).toBe(false);
    },
  );
});

const calls: [string, (stage: GatewayStage) => Promise<unknown>][] = [
  ['A stop', ({ gateway, ref }) => gateway.stop(ref)],
  ['A change', ({ gateway, ref }) => gateway.update(ref, { volume: 80 })],
  ['A question', ({ gateway, ref }) => gateway.isRunning(ref)],
];

describe.each(calls)('%s', (_, call) => {
  test.each<Fault>([
    { kind: 'error', code: 'RequestLimitExceeded' },
    { kind: 'error', code: 'InternalError.InternalError' },
    { kind: 'reset' },
    { kind: 'lose-answer' },
    { kind: 'http', status: 502 },
    { kind: 'malformed' },
  ])('is made again after %j, and not for ever', async (fault) => {
    const stage = await gatewayStage();
    stage.trtc.fail(fault, { times: retries });
    await call(stage);
    expect(stage.actions()).toHaveLength(retries + 1);
    // A stop whose answer was lost is done: the next one does not meet the fault.
    stage.trtc.fail({ kind: 'error', code: 'InternalError.InternalError' }, { times: 99 });
    await expect(call(stage)).rejects.toMatchObject({ code: 'InternalError.InternalError' });
    expect(stage.actions()).toHaveLength(2 * (retries + 1));
  });

  test.each([
    'InvalidParameter.TaskId',
    'AuthFailure.SignatureFailure',
    'UnauthorizedOperation',
    'FailedOperation.NotAllowed',
  ])('is not made again after %s', async (code) => {
    const stage = await gatewayStage();
    stage.trtc.fail({ kind: 'error', code, message: 'No.' });
    await expect(call(stage)).rejects.toMatchObject({ code, message: 'No.', effect: 'none' });
    expect(stage.actions()).toHaveLength(1);
  });
});
