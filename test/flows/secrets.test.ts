import { describe, expect, test } from '@jest/globals';
import { everythingSeen, people, replies, secrets, stageFor } from '../support/bot-stage.ts';

const typedSecrets = [
  'hunter2pass',
  'tokenvalue99',
  'streamkey77',
  'eJtypedusersig0000',
  'eJtypedmapkey0000',
];

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('no secret is in any log line at any level, nor in any message, whatever goes wrong', async () => {
    const stage = await stageFor({ mode, settings: { LOG_LEVEL: 'trace' } });
    const { slack, trtc } = stage;
    const alice = slack.person(people.alice.id);
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' }, { times: 1 });
    await alice.command('start r1 https://user:hunter2pass@a.b/x.mp4?token=tokenvalue99');
    await slack.until((now) => replies(now).length === 1);
    trtc.fail({ kind: 'lose-answer' });
    await alice.command('start r2 rtmp://user:hunter2pass@a.b/live/streamkey77');
    await slack.until((now) => replies(now).length === 2);
    await alice.command(
      'start r3 https://a.b/3.mp4 --user robot --user-sig eJtypedusersig0000 --private-map-key eJtypedmapkey0000',
    );
    await slack.until((now) => replies(now).length === 3);
    slack.fail({ kind: 'http', status: 500 }, { method: 'chat.postMessage', times: 6 });
    await alice.command('start r4 https://user:hunter2pass@a.b/4.mp4?token=tokenvalue99');
    await slack.until((now) => now.ephemerals.length === 1);

    const userSigs = trtc.calls.map((call) => String(call.params.UserSig));
    const seen = everythingSeen(stage) + stage.log.join('');
    for (const secret of [...Object.values(secrets), ...typedSecrets, ...userSigs]) {
      expect(seen.includes(secret) ? secret : undefined).toBeUndefined();
    }
    expect(stage.log.join('')).not.toMatch(/\/commands\/T/);
  });
});
