import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../../sandbox/browser/error-codes.ts';
import { channels, people, sandboxFor } from '../../support/page-client.ts';

const { alice } = people;
const channel = channels.live.id;

describe('the snapshot', () => {
  test('holds who and what there is, with the command and the shortcuts of the manifest', async () => {
    const sandbox = await sandboxFor();
    const now = await sandbox.state();
    expect(now.people.map(({ name, description }) => `${name}: ${description}`)).toEqual([
      'alice: operator',
      'bob: operator by group',
      'carol: admin',
      'mallory: stranger',
    ]);
    expect(now.channels.map(({ name, closed, directTo }) => [name, directTo ?? closed])).toEqual([
      ['live-ops', undefined],
      ['stage', undefined],
      ['elsewhere', undefined],
      ['old-shows', 'This channel is archived.'],
      ...now.people.map(({ id }) => ['ingest', id]),
    ]);
    expect(now.groups).toEqual([{ id: 'S0LIVEOPS', handle: 'live-ops-team' }]);
    expect(now.command.name).toBe('/ingest');
    expect(now.shortcuts).toEqual([
      { name: 'Start a stream', callbackId: 'start-stream', type: 'global' },
      { name: 'Ingest this link', callbackId: 'ingest-link', type: 'message' },
    ]);
  });

  test('knows the documented error codes', async () => {
    const { errorCodes } = (await (await sandboxFor()).state()).trtc;
    expect(errorCodes).toMatchObject([
      { group: 'Of stream ingest', codes: expect.arrayContaining(['FailedOperation.NotAbility']) },
      { group: 'Of a removal', codes: expect.arrayContaining(['FailedOperation.UserNotExist']) },
      { group: 'Of TRTC', codes: expect.arrayContaining(['AuthFailure.UnRealNameAuthenticated']) },
      { group: 'Of every API', codes: expect.arrayContaining(['UnsupportedRegion']) },
    ]);
    const codes = errorCodes.flatMap((group) => group.codes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => messageOf(code) === code)).toEqual([]);
  });

  test('shows no ticket, no credentials, no query and no stream key', async () => {
    const sandbox = await sandboxFor();
    const urls = ['https://bob:letmein@a.b/x.mp4?token=t0psecret', 'rtmp://a.b/live/streamkey1'];
    for (const url of urls) {
      await sandbox.act(alice, { type: 'command', channel, text: `start room123 ${url}` });
    }
    await sandbox.until((now) => now.trtc.tasks.length === 2);
    const now = await sandbox.state();
    const tickets = sandbox.stage.trtc.calls.map(({ params }) => String(params.UserSig));
    expect(tickets).toHaveLength(2);
    for (const secret of ['letmein', 't0psecret', 'streamkey1', ...tickets]) {
      expect(JSON.stringify(now.trtc)).not.toContain(secret);
    }
    const { UserSig, StreamUrl } = now.trtc.calls.at(-1)?.params ?? {};
    expect({ UserSig, StreamUrl }).toEqual({ UserSig: '(not shown)', StreamUrl: 'https://…@a.b/x.mp4?…' });
    const [task] = sandbox.stage.trtc.tasks;
    expect(task?.streamUrl).toBe(urls[0]);
  });

  test('says what Slack tells of an app that does not answer', async () => {
    const sandbox = await sandboxFor();
    sandbox.stage.slack.deliverTo({ mode: 'http', url: 'http://127.0.0.1:9/' });
    await sandbox.act(alice, { type: 'command', channel, text: 'help' });
    expect((await sandbox.state()).complaints).toEqual([
      { ts: expect.any(String), user: alice.id, text: '/ingest failed with the error "dispatch_failed"' },
    ]);
  });

  test('keeps the newest of many messages, and calls with the newest first', async () => {
    const sandbox = await sandboxFor();
    const { slack, trtc } = sandbox.stage;
    const alternately = [channels.stage.id, channel];
    for (let n = 0; n < 501; n += 1) {
      slack.person(alice.id).say(`${n}`, { channel: alternately[n % 2] ?? channel });
    }
    for (const action of ['first', 'second']) {
      await fetch(trtc.url, { method: 'POST', headers: { 'x-tc-action': action }, body: '{}' });
    }
    const { messages, trtc: shown } = await sandbox.state();
    expect([messages.length, messages[0]?.text, messages.at(-1)?.text]).toEqual([400, '101', '500']);
    expect(shown.calls.map(({ action }) => action)).toEqual(['second', 'first']);
  });
});
