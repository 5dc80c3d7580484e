import { describe, expect, test } from '@jest/globals';
import { slackFaultNames } from '../../../sandbox/browser/faults.ts';
import { PendingFaults } from '../../../sandbox/browser/pending-faults.ts';
import type { Act } from '../../../sandbox/browser/protocol.ts';
import { channels, people, sandboxFor } from '../../support/page-client.ts';

const { alice } = people;
const start: Act = { type: 'command', channel: channels.live.id, text: 'start room123 https://a.b/test.mp4' };

describe('a fault', () => {
  test('waits for its call, and shows in its outcome and in the thread', async () => {
    const sandbox = await sandboxFor();
    const code = 'FailedOperation.NotRtmpFunction';
    await sandbox.act(alice, { type: 'fail-trtc', fault: { code } });
    expect((await sandbox.state()).trtc.pendingFaults).toEqual([`The next call of TRTC fails with ${code}`]);
    await sandbox.act(alice, start);
    await sandbox.until((now) =>
      now.messages.some(({ text, thread_ts }) => thread_ts && text.includes(code)),
    );
    const { calls, pendingFaults } = (await sandbox.state()).trtc;
    expect(calls).toMatchObject([{ outcome: `${code}: RTMP is not enabled for this SdkAppId.` }]);
    expect(pendingFaults).toEqual([]);
  });

  test('is told to the pages at once', async () => {
    const sandbox = await sandboxFor();
    const seen = sandbox.until((now) => now.trtc.pendingFaults[0]);
    await sandbox.act(alice, { type: 'fail-slack', fault: 'http' });
    expect(await seen).toBe('The next call of Slack is answered with HTTP 503');
  });

  test('that is taken back does not happen', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'fail-trtc', fault: 'reset', action: 'StartStreamIngest' });
    await sandbox.act(alice, { type: 'fail-slack', fault: { error: 'internal_error' } });
    await sandbox.act(alice, { type: 'take-back-faults' });
    expect((await sandbox.state()).trtc.pendingFaults).toEqual([]);
    await sandbox.act(alice, start);
    await sandbox.until((now) => now.messages.some(({ text }) => text.includes('Started. TaskId')));
    expect(sandbox.stage.trtc.calls).toMatchObject([{ outcome: { kind: 'answered' } }]);
    expect(sandbox.stage.slack.calls.map(({ answer }) => answer)).not.toContainEqual(
      expect.objectContaining({ ok: false }),
    );
  });

  test('that stalls goes on when it is released', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'fail-trtc', fault: 'stall', action: 'StartStreamIngest' });
    await sandbox.act(alice, start);
    await sandbox.until((now) => now.trtc.calls[0]?.outcome === 'stalled until it is released');
    await sandbox.act(alice, { type: 'release-trtc' });
    await sandbox.until((now) => now.trtc.calls[0]?.outcome.startsWith('answered'));
  });

  test('that stalls keeps nobody from stopping', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'fail-trtc', fault: 'stall' });
    await sandbox.act(alice, start);
    await sandbox.until((now) => now.trtc.calls[0]?.outcome === 'stalled until it is released');
    await sandbox.stop();
    expect(sandbox.stage.trtc.calls[0]?.outcome.kind).toBe('answered');
  });

  test.each([
    [
      'no-task-id',
      'is done, but answered without a TaskId',
      'but told {"TaskId":null}',
      'may or may not be live',
    ],
    [
      'no-request-id',
      'fails with UnauthorizedOperation, without a RequestId',
      'answered with something else',
      'did not start',
    ],
    [
      'page',
      'is answered with a page in HTML',
      'answered with something else: <html>',
      'may or may not be live',
    ],
    ['http-403', 'is answered with HTTP 403', 'HTTP 403', 'did not start'],
    ['http-429', 'is answered with HTTP 429', 'HTTP 429', 'is live'],
    ['http-502', 'is answered with HTTP 502', 'HTTP 502', 'may or may not be live'],
  ] as const)(
    '(%s) waits as "%s", and shows in the call and on the card',
    async (fault, words, call, card) => {
      const sandbox = await sandboxFor();
      await sandbox.act(alice, { type: 'fail-trtc', fault, action: 'StartStreamIngest' });
      expect((await sandbox.state()).trtc.pendingFaults).toEqual([`The next StartStreamIngest ${words}`]);
      await sandbox.act(alice, start);
      await sandbox.until((now) => now.messages.some(({ text }) => text.includes(card)));
      expect((await sandbox.state()).trtc.calls.at(-1)?.outcome).toContain(call);
    },
  );

  // Events 701 with Status 2, 1, 1, 1 and never 0 (page 62717; that each try tells of its failure is assumed).
  test('of a source waits for a start, whichever call it was asked for, and card and thread say what to do', async () => {
    const sandbox = await sandboxFor();
    const act: Act = { type: 'fail-trtc', fault: 'dead-source', action: 'StopStreamIngest' };
    await sandbox.act(alice, act);
    expect((await sandbox.state()).trtc.pendingFaults).toEqual([
      'The next StartStreamIngest is done, but its source fails from the first second',
    ]);
    await sandbox.act(alice, start);
    await sandbox.until((now) =>
      now.messages.some(({ text }) => text.includes('started, but TRTC cannot reach the source yet')),
    );
    await sandbox.until((now) =>
      now.messages.some(({ text }) => text.includes('but TRTC could not pull the source')),
    );
    expect(sandbox.stage.trtc.tasks).toMatchObject([{ state: 'running', lacksSource: true }]);
  });

  test.each([...slackFaultNames, { error: 'restricted_action' }])(
    'of Slack meets the bot: %j',
    async (fault) => {
      const sandbox = await sandboxFor();
      await sandbox.act(alice, { type: 'fail-slack', fault });
      expect((await sandbox.state()).trtc.pendingFaults).toHaveLength(1);
      const before = sandbox.stage.slack.calls.length;
      await sandbox.act(alice, start);
      await sandbox.until((now) => now.trtc.pendingFaults.length === 0);
      expect(sandbox.stage.slack.calls.length).toBeGreaterThan(before);
    },
  );
});

test('that a region does not serve a call lasts until it is taken back, and says which region', async () => {
  const sandbox = await sandboxFor();
  const fault = { type: 'fail-trtc', fault: 'region', action: 'StopStreamIngest' } as const;
  const words = 'is not served there, until you take it back';
  await sandbox.act(alice, { ...fault, region: 'ap-singapore' });
  await sandbox.act(alice, start);
  await sandbox.until((now) => now.messages.some(({ text }) => text.includes('is live')));
  await sandbox.act(alice, { type: 'command', channel: channels.live.id, text: 'stop --room room123' });
  await sandbox.until((now) => now.trtc.tasks[0]?.state === 'ended');
  const { calls, pendingFaults } = (await sandbox.state()).trtc;
  const stops = calls.filter(({ action }) => action === 'StopStreamIngest').toReversed();
  expect(stops.map(({ region }) => region)).toEqual(['ap-singapore', 'ap-bangkok']);
  expect(pendingFaults).toEqual([`Every StopStreamIngest in ap-singapore ${words}`]);
  await sandbox.act(alice, { type: 'take-back-faults' });
  expect((await sandbox.state()).trtc.pendingFaults).toEqual([]);
});

test('an update of a task that is gone is answered as the switch says', async () => {
  const sandbox = await sandboxFor();
  expect((await sandbox.state()).trtc.updatesOfGone).toBe('error');
  await sandbox.act(alice, { type: 'updates-of-gone', answer: 'status' });
  expect((await sandbox.state()).trtc.updatesOfGone).toBe('status');
  expect(sandbox.stage.trtc.updatesOfGone).toBe('status');
});

test('of several faults each call takes the oldest that waits for it', () => {
  const calls = [{ name: 'Describe' }];
  const faults = new PendingFaults(() => calls);
  const takenBack: string[] = [];
  const add = (words: string, call?: string) =>
    faults.add({ words, call, takeBack: () => takenBack.push(words) });
  add('a stop', 'Stop');
  add('anything');
  add('another stop', 'Stop');
  expect(faults.all).toEqual(['a stop', 'anything', 'another stop']);
  calls.push({ name: 'Describe' });
  expect(faults.all).toEqual(['a stop', 'another stop']);
  calls.push({ name: 'Describe' }, { name: 'Stop' });
  expect(faults.all).toEqual(['another stop']);
  faults.takeBack();
  expect(faults.all).toEqual([]);
  expect(takenBack).toEqual(['another stop']);
});
