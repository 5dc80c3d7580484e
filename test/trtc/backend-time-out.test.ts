import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/trtc/index.ts';
import { unknownHint } from '../../src/ingest/errors.ts';
import { failureOf, plainCalls, stageWith, starting } from '../support/gateway-calls.ts';
import { retries } from '../support/gateway-stage.ts';

/**
 * The work is done, and its answer says that nobody waited for it. InternalError.BackendTimeOut is the SDK's
 * (errorcodes.py); what was done by then is on no page (issue 14, row 9).
 */
const timeOut = (code: string): Fault => ({
  kind: 'odd-fields',
  fields: { TaskId: undefined, Status: undefined, Error: { Code: code, Message: 'Backend timed out.' } },
});

describe('An answer that TRTC did not wait for its own backend', () => {
  test.each(['InternalError.BackendTimeOut', 'InternalError.BackendTimeout', 'FailedOperation.TimeOut'])(
    '(%s) leaves in doubt whether a start was done, so it is not sent again',
    async (code) => {
      const stage = await stageWith(timeOut(code), 'StartStreamIngest', Number.POSITIVE_INFINITY);
      const error = await failureOf(starting(stage));
      expect(error).toMatchObject({ code, effect: 'unknown', hint: unknownHint });
      expect(error.requestId).toEqual(expect.any(String));
      expect(stage.actions()).toEqual(['StartStreamIngest']);
      expect(stage.trtc.tasks).toHaveLength(2);
    },
  );

  test('and any other of its own faults (57835: "please retry") does not: that start is sent again', async () => {
    const stage = await stageWith({ kind: 'error', code: 'InternalError.BackendFail' }, 'StartStreamIngest');
    await starting(stage);
    expect(stage.actions()).toEqual(['StartStreamIngest', 'StartStreamIngest']);
  });

  test.each(plainCalls)('%s, which does no harm twice, is made again', async (_, action, make) => {
    const stage = await stageWith(timeOut('InternalError.BackendTimeOut'), action, retries);
    await make(stage).catch(() => {});
    expect(stage.actions()).toEqual(Array.from({ length: retries + 1 }, () => action));
  });
});
