import { describe, expect, test } from '@jest/globals';
import { OutOfReach } from '../../src/ingest/errors.ts';
import { gatewayStage } from '../support/gateway-stage.ts';
import { app } from '../support/trtc-stand-in.ts';

const asked = { sdkAppId: app.sdkAppId, region: 'ap-singapore' } as const;

describe('Asked whether it takes the credentials for an application, TRTC', () => {
  test('takes them, about a task that is not there, and nothing is changed', async () => {
    const { gateway, trtc, actions } = await gatewayStage();
    expect(await gateway.verify(asked)).toEqual({ credentials: 'accepted' });
    expect(actions()).toEqual(['DescribeStreamIngest']);
    expect(trtc.tasks).toMatchObject([{ state: 'running' }]);
  });

  test.each([
    ['refuses them', 'AuthFailure.SignatureFailure', 'refused'],
    ['takes them, and the application not', 'InvalidParameter.SdkAppId', 'accepted'],
    ['takes them, and the account may not', 'UnauthorizedOperation.SdkAppId', 'accepted'],
    ['says nothing of them', 'UnsupportedOperation', 'silent'],
  ])('%s (%s)', async (_, code, credentials) => {
    const { gateway, trtc } = await gatewayStage();
    trtc.fail({ kind: 'error', code });
    expect(await gateway.verify(asked)).toMatchObject({ credentials, problem: { code } });
  });

  test('takes both where the id of the task is what it does not like', async () => {
    const { gateway, trtc } = await gatewayStage();
    trtc.fail({ kind: 'error', code: 'InvalidParameter.TaskId' });
    expect(await gateway.verify(asked)).toEqual({ credentials: 'accepted' });
  });

  test('takes them if another region than that of the application answers', async () => {
    const { gateway } = await gatewayStage('ap-tokyo');
    const { credentials, problem } = await gateway.verify({ ...asked, region: 'ap-tokyo' });
    expect(credentials).toBe('accepted');
    expect(problem).toBeInstanceOf(OutOfReach);
  });
});
