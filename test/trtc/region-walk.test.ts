import { describe, expect, test } from '@jest/globals';
import { OutOfReach, TaskGone } from '../../src/ingest/errors.ts';
import { regionsAt } from '../../src/trtc/regions.ts';
import { failureOf, starting } from '../support/gateway-calls.ts';
import { type GatewayStage, gatewayStage } from '../support/gateway-stage.ts';

const four = ['ap-bangkok', 'ap-jakarta', 'ap-mumbai', 'ap-singapore'];
const room = { id: 'room123', type: 0 } as const;
const always = { times: Number.POSITIVE_INFINITY };
const unserved = { kind: 'error', code: 'UnsupportedRegion' } as const;

/** Of the calls since the start of the task: where each was made. */
const regions = ({ trtc }: GatewayStage) => trtc.calls.slice(1).map(({ region }) => region);

type Call = (stage: GatewayStage) => Promise<unknown>;
const aboutTask: [string, string, Call][] = [
  ['A stop', 'StopStreamIngest', ({ gateway, ref }) => gateway.stop(ref)],
  ['A change', 'UpdateStreamIngest', ({ gateway, ref }) => gateway.update(ref, { volume: 80 })],
  ['A question', 'DescribeStreamIngest', ({ gateway, ref }) => gateway.isRunning(ref)],
];
const removal: Call = ({ gateway, ref }) => gateway.removeRobot({ ...ref, room, robot: 'robot123' });

describe('Of a task that was started in ap-tokyo, which the pages of stop and question do not name (57834, 57836),', () => {
  test('a stop goes on in the next region of its list', async () => {
    const stage = await gatewayStage('ap-tokyo');
    await stage.gateway.stop(stage.ref);
    expect(regions(stage)).toEqual(['ap-tokyo', 'ap-bangkok']);
    expect(stage.trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('a question does too, and asks in vain once and not with every look', async () => {
    const stage = await gatewayStage('ap-tokyo');
    for (const _ of [1, 2, 3]) expect(await stage.gateway.isRunning(stage.ref)).toBe(true);
    expect(regions(stage)).toEqual(['ap-tokyo', 'ap-bangkok', 'ap-bangkok', 'ap-bangkok']);
  });

  test('a change is made there (63238)', async () => {
    const stage = await gatewayStage('ap-tokyo');
    await stage.gateway.update(stage.ref, { paused: true });
    expect(regions(stage)).toEqual(['ap-tokyo']);
  });
});

describe.each(aboutTask)('%s', (_, action, make) => {
  test('that a region does not serve is made in the next one, and the next', async () => {
    const stage = await gatewayStage();
    for (const region of ['ap-singapore', 'ap-bangkok'])
      stage.trtc.fail(unserved, { action, region, ...always });
    await make(stage);
    expect(regions(stage).slice(0, 2)).toEqual(['ap-singapore', 'ap-bangkok']);
    expect(regions(stage)).toHaveLength(3);
  });

  test('that no region serves is out of reach: nothing was done, and each was asked once', async () => {
    const stage = await gatewayStage();
    stage.trtc.fail(unserved, { action, ...always });
    const error = await failureOf(make(stage));
    expect(error).toBeInstanceOf(OutOfReach);
    expect(error).toMatchObject({
      code: 'UnsupportedRegion',
      effect: 'none',
      hint: expect.stringMatching(/name other regions to try in TRTC_REGIONS/),
      requestId: expect.any(String),
      message: expect.stringContaining('ap-singapore, ap-bangkok'),
    });
    const asked = regions(stage);
    expect(new Set(asked).size).toBe(asked.length);
    expect(stage.trtc.tasks).toMatchObject([{ state: 'running', paused: false, volume: 100 }]);
  });

  test('goes nowhere else after another error', async () => {
    const stage = await gatewayStage();
    stage.trtc.fail({ kind: 'error', code: 'UnauthorizedOperation' }, { action });
    await expect(make(stage)).rejects.toMatchObject({ code: 'UnauthorizedOperation' });
    expect(regions(stage)).toEqual(['ap-singapore']);
  });

  test('is made again where it is served, if the answer is lost there', async () => {
    const stage = await gatewayStage();
    stage.trtc.fail(unserved, { action, region: 'ap-singapore', ...always });
    stage.trtc.fail({ kind: 'reset' }, { action, region: 'ap-bangkok' });
    await make(stage);
    expect(regions(stage)).toEqual(['ap-singapore', 'ap-bangkok', 'ap-bangkok']);
  });
});

/** Which regions see the tasks of which others is on no page. */
describe('"No such task" from another region than its own', () => {
  const blind = { kind: 'error', code: 'FailedOperation.TaskNotExist' } as const;

  test('ends no task: it may be one that runs and that this region does not see', async () => {
    const stage = await gatewayStage('ap-tokyo');
    stage.trtc.fail(blind, { action: 'DescribeStreamIngest', ...always });
    stage.trtc.fail(blind, { action: 'StopStreamIngest', ...always });
    for (const call of [() => stage.gateway.isRunning(stage.ref), () => stage.gateway.stop(stage.ref)]) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(OutOfReach);
      expect(error).toMatchObject({
        code: 'FailedOperation.TaskNotExist',
        effect: 'none',
        message: `TRTC does not take this in ap-tokyo, and no region that does knows the task: ${four.join(', ')} were asked.`,
      });
    }
    expect(stage.trtc.tasks).toMatchObject([{ state: 'running' }]);
  });

  test('does not end the search: another one may see it', async () => {
    const stage = await gatewayStage('ap-tokyo');
    for (const region of ['ap-bangkok', 'ap-jakarta']) {
      stage.trtc.fail(blind, { action: 'StopStreamIngest', region, ...always });
    }
    await stage.gateway.stop(stage.ref);
    expect(regions(stage)).toEqual(['ap-tokyo', 'ap-bangkok', 'ap-jakarta', 'ap-mumbai']);
    expect(stage.trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('counts where that region has seen a task of there before', async () => {
    const stage = await gatewayStage('ap-tokyo');
    expect(await stage.gateway.isRunning(stage.ref)).toBe(true);
    stage.trtc.source(stage.ref.taskId).vanish();
    expect(await stage.gateway.isRunning(stage.ref)).toBe(false);
    await stage.gateway.stop(stage.ref);
    expect(regions(stage)).toEqual(['ap-tokyo', ...Array(2).fill('ap-bangkok'), 'ap-tokyo', 'ap-bangkok']);
  });

  test('is not the same as that it has ended: a stop whose answer was lost there is done', async () => {
    const stage = await gatewayStage('ap-tokyo');
    stage.trtc.fail({ kind: 'lose-answer' }, { action: 'StopStreamIngest', region: 'ap-bangkok' });
    await stage.gateway.stop(stage.ref);
    expect(regions(stage)).toEqual(['ap-tokyo', 'ap-bangkok', 'ap-bangkok']);
  });

  test('and from its own region ends it, as ever', async () => {
    const stage = await gatewayStage();
    stage.trtc.source(stage.ref.taskId).vanish();
    expect(await stage.gateway.isRunning(stage.ref)).toBe(false);
    expect(await failureOf(stage.gateway.update(stage.ref, { volume: 80 }))).toBeInstanceOf(TaskGone);
    await stage.gateway.stop(stage.ref);
    expect(regions(stage)).toEqual(Array(3).fill('ap-singapore'));
  });
});

describe('A removal', () => {
  test.each([
    ['ap-singapore', 'ap-singapore'],
    ['ap-guangzhou', 'ap-guangzhou'],
    ['ap-tokyo', 'ap-singapore'],
  ])('of a robot of %s is asked for in %s (34268, 39630)', async (home, there) => {
    const stage = await gatewayStage(home);
    expect(await removal(stage)).toBe(true);
    expect(regions(stage)).toEqual([there]);
    expect(stage.trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('goes on in the next region', async () => {
    const stage = await gatewayStage();
    stage.trtc.fail(unserved, { action: 'RemoveUserByStrRoomId', region: 'ap-singapore', ...always });
    expect(await removal(stage)).toBe(true);
    expect(regions(stage)).toEqual(['ap-singapore', 'ap-guangzhou']);
  });

  test('that no region takes says what is left to do', async () => {
    const stage = await gatewayStage();
    stage.trtc.fail(unserved, { action: 'RemoveUserByStrRoomId', ...always });
    const error = await failureOf(removal(stage));
    expect(error).toBeInstanceOf(OutOfReach);
    expect(error.hint).toMatch(/^Close the room in the TRTC console\./);
  });
});

test('A start goes to the region that was asked for and nowhere else', async () => {
  const stage = await gatewayStage();
  stage.trtc.fail(unserved, { action: 'StartStreamIngest' });
  await expect(starting(stage)).rejects.toMatchObject({ code: 'UnsupportedRegion', effect: 'none' });
  expect(stage.actions()).toEqual(['StartStreamIngest']);
});

test('Regions of one’s own are tried before those of the pages', async () => {
  const own = regionsAt(new URL('https://trtc.intl.tencentcloudapi.com'), ['ap-mumbai', 'ap-tokyo']);
  const stage = await gatewayStage('ap-tokyo', own);
  await stage.gateway.stop(stage.ref);
  expect(regions(stage)).toEqual(['ap-tokyo', 'ap-mumbai']);
});
