import { describe, expect, test } from '@jest/globals';
import {
  cardNow,
  formOf,
  people,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;
const always = { times: Number.POSITIVE_INFINITY };
const unserved = { kind: 'error', code: 'UnsupportedRegion' } as const;
const tokyo = 'start room123 https://a.b/test.mp4 --region ap-tokyo';

describe('A stream of a region that takes starts and no stops (57835 names ap-tokyo, 57834 does not)', () => {
  test('is stopped by its button from another region', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card } = await startOne(stage, tokyo);
    await slack.person(alice).press({ message: card }, 'Stop');
    expect((await toldInThread(slack, card.ts, 2))[1]).toContain(`Stopped by <@${alice}>`);
    expect(trtc.tasks).toMatchObject([{ region: 'ap-tokyo', state: 'ended' }]);
  });

  test('whose end nobody told of is found by a look from there', async () => {
    let ahead = 0;
    const stage = await stageFor({
      settings: { MONITOR_INTERVAL_SECONDS: '1' },
      runtime: { clock: () => Date.now() + ahead },
    });
    const { slack, trtc } = stage;
    const { card, taskId } = await startOne(stage, tokyo);
    // TRTC is not asked about a task of the first ten seconds.
    ahead = 11_000;
    await trtc.until(({ calls }) =>
      calls.some(({ outcome }) => outcome.kind === 'answered' && outcome.status === 'InProgress'),
    );
    trtc.source(taskId).vanish();
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
  });
});

describe('A stop that no region takes', () => {
  test('is told in the thread, since the stream runs on and costs, and can be asked for again', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card, handle } = await startOne(stage, 'start room123 https://a.b/test.mp4 --user robot123');
    const takeBack = trtc.fail(unserved, { action: 'StopStreamIngest', ...always });
    await slack.person(alice).press({ message: card }, 'Stop');
    const [, told] = await toldInThread(slack, card.ts, 2);
    expect(told).toContain(
      `⚠️ <@${alice}> asked for a stop, and TRTC did not do it: it still runs and costs money.\n\`UnsupportedRegion\` — TRTC takes this in none of the regions that the bot knows`,
    );
    expect(told).toContain(
      '*What to do:* Whoever runs the bot can name other regions to try in TRTC_REGIONS.',
    );
    expect(told).toContain('*Remove the robot* on its card takes it off air');
    expect((await whispered(slack)).text).toContain('was not stopped');
    expect(cardNow(slack, card.ts)?.text).toContain('started, source not confirmed yet');
    expect(trtc.tasks).toMatchObject([{ state: 'running' }]);
    takeBack();
    await slack.person(alice).command(`stop ${handle}`);
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
  });
});

describe('TRTC_REGIONS', () => {
  const settings = { TRTC_REGIONS: 'ap-mumbai, ap-jakarta' };

  test('is what the form offers, and a command takes; the first is the default', async () => {
    const { slack, trtc } = await stageFor({ settings });
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    const block = form.view.blocks.find((each) => each.block_id === 'region');
    expect(block).toMatchObject({ element: { options: [{ value: 'ap-mumbai' }, { value: 'ap-jakarta' }] } });
    await slack.person(alice).close(form.id);
    await slack.person(alice).command('start room123 https://a.b/test.mp4 --region ap-singapore');
    expect((await whispered(slack)).text).toBe(
      'Nothing was started. `--region` takes one of ap-mumbai, ap-jakarta; `ap-singapore` was given.',
    );
    await slack.person(alice).command('start room123 https://a.b/test.mp4');
    await trtc.until(({ tasks }) => tasks.length === 1);
    expect(trtc.tasks).toMatchObject([{ region: 'ap-mumbai' }]);
  });

  test.each(['start', 'preset'])('is what the help of %s says', async (command) => {
    const { slack } = await stageFor({ settings });
    await slack.person(alice).command(`help ${command}`);
    expect((await whispered(slack)).text).toContain(
      '`--region` where TRTC pulls the stream. Takes one of ap-mumbai, ap-jakarta.',
    );
  });
});

/** The Status NotExist: https://trtc.io/document/63238, Chinese page 647/110076, UpdateStreamIngestResponse of the SDK. */
describe.each(['status', 'error'] as const)('A task that is gone, which TRTC says by its %s', (answer) => {
  test.each([
    ['pause', ''],
    ['update', ' --volume 80'],
  ])('is not said to be changed by %s: it has ended', async (verb, more) => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card, handle, taskId } = await startOne(stage);
    trtc.updatesOfGone = answer;
    trtc.source(taskId).vanish();
    await slack.person(alice).command(`${verb} ${handle}${more}`);
    expect((await whispered(slack)).text).toBe(
      `Nothing was done: \`room123\` (task \`${handle}\`) has ended by itself.`,
    );
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
    expect(threadOf(slack, card.ts).slice(1)).toEqual([expect.stringMatching(/^⏹ Ended by itself/)]);
  });

  test('is not said to be resumed either', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card, handle, taskId } = await startOne(stage);
    await slack.person(alice).command(`pause ${handle}`);
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('is paused'));
    trtc.updatesOfGone = answer;
    trtc.source(taskId).vanish();
    await slack.person(alice).press({ message: card }, 'Resume');
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
    expect(threadOf(slack, card.ts).at(-1)).toMatch(/^⏹ Ended by itself/);
    expect(threadOf(slack, card.ts).join()).not.toContain('Resumed');
  });
});

/** Pages 63238 and 647/110076 say 0 to 100, UpdateStreamIngestRequest of the SDK 0 to 200. */
describe('A volume of more than 100', () => {
  test('is what the form says of it, and TRTC decides', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card, handle } = await startOne(stage);
    await slack.person(alice).press({ message: card }, 'Volume & speed');
    const form = await formOf(slack, alice);
    expect(JSON.stringify(form.view.blocks)).toContain(
      'How loud; 100 is the source as it is. Above 100 the answer decides: the API pages say 0 to 100, the SDK 0 to 200. Takes a whole number from 0 to 200.',
    );
    await slack.person(alice).close(form.id);
    trtc.fail({ kind: 'error', code: 'InvalidParameter.OutOfRange', message: 'Volume takes 0 to 100.' });
    await slack.person(alice).command(`update ${handle} --volume 150`);
    expect((await whispered(slack)).text).toContain(
      '`InvalidParameter.OutOfRange` — Volume takes 0 to 100.\n*What to do:* TRTC does not take one of the values',
    );
    expect(threadOf(slack, card.ts)).toHaveLength(1);
    await slack.person(alice).command(`update ${handle} --volume 150`);
    expect((await toldInThread(slack, card.ts, 2))[1]).toContain('the volume to `150`');
    expect(trtc.tasks).toMatchObject([{ volume: 150 }]);
  });
});
