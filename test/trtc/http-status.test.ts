import { describe, expect, test } from '@jest/globals';
import { unknownHint } from '../../src/ingest/errors.ts';
import { credentialVerdict } from '../../src/trtc/credential-verdict.ts';
import { failureOf, plainCalls, stageWith, starting } from '../support/gateway-calls.ts';
import { retries } from '../support/gateway-stage.ts';

const page = '<html><body>Blocked</body></html>';

/** What looked at the request and did not pass it on; 429 passes, so it has a table of its own. */
const refused = [
  400, 401, 402, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 416, 417, 421, 422, 426, 428, 431, 451,
];
/** What can come after the request was passed on, and what no standard knows. */
const doubtful = [
  201, 202, 204, 304, 408, 409, 412, 418, 423, 424, 425, 444, 460, 499, 500, 501, 502, 503, 504, 507, 511,
  520, 521, 522, 523, 524, 529, 599,
];

describe.each(refused)('HTTP %d', (status) => {
  const fault = { kind: 'http', status, body: page } as const;

  test('started nothing, is not sent again, and says what to do', async () => {
    const stage = await stageWith(fault);
    const error = await failureOf(starting(stage));
    expect(error).toMatchObject({
      code: `Http.${status}`,
      effect: 'none',
      message: `Something in front of TRTC refused the request with HTTP status ${status}, so nothing was done.`,
      requestId: undefined,
    });
    expect(error.hint).not.toBe(unknownHint);
    expect(error.hint).toMatch(/\b(?:ask|check|try)\b/);
    expect(stage.actions()).toHaveLength(1);
    expect(stage.trtc.tasks).toHaveLength(1);
  });

  test.each(plainCalls)('did nothing of %s, which is not made again', async (_, action, make) => {
    const stage = await stageWith(fault, action);
    expect(await failureOf(make(stage))).toMatchObject({ code: `Http.${status}`, effect: 'none' });
    expect(stage.actions()).toEqual([action]);
  });

  test('says nothing of the credentials', () => {
    expect(credentialVerdict({ outcome: 'refused', code: `Http.${status}` })).toBe('silent');
  });
});

describe('HTTP 429', () => {
  const fault = { kind: 'http', status: 429, body: 'slow down' } as const;

  test('started nothing, so a start is sent again until it is taken', async () => {
    const stage = await stageWith(fault, 'StartStreamIngest', retries);
    expect(await starting(stage)).toMatchObject({ taskId: expect.any(String) });
    expect(stage.actions()).toHaveLength(retries + 1);
    expect(stage.trtc.tasks).toHaveLength(2);
  });

  test('again and again is told', async () => {
    const stage = await stageWith(fault, 'StartStreamIngest', 99);
    expect(await failureOf(starting(stage))).toMatchObject({ code: 'Http.429', effect: 'none' });
    expect(stage.actions()).toHaveLength(retries + 1);
  });

  test.each(plainCalls)('is ridden out by %s', async (_, action, make) => {
    const stage = await stageWith(fault, action, retries);
    await make(stage);
    expect(stage.actions()).toHaveLength(retries + 1);
  });
});

describe.each(doubtful)('HTTP %d', (status) => {
  const fault = {
    kind: 'http',
    status,
    ...(status === 204 || status === 304 ? {} : { body: page }),
  } as const;

  test('leaves open whether a start was done, and it is not sent again', async () => {
    const stage = await stageWith(fault);
    expect(await failureOf(starting(stage))).toMatchObject({
      code: `Http.${status}`,
      effect: 'unknown',
      hint: unknownHint,
    });
    expect(stage.actions()).toHaveLength(1);
  });

  test.each(plainCalls)('is ridden out by %s', async (_, action, make) => {
    const stage = await stageWith(fault, action, retries);
    await make(stage);
    expect(stage.actions()).toHaveLength(retries + 1);
  });
});
