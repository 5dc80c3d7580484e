import { describe, expect, test } from '@jest/globals';
import { channels, events, people, sandboxFor, snapshots } from '../../support/page-client.ts';

const { live } = channels;

describe('the events', () => {
  test('begin with how things are, as /api/state tells it', async () => {
    const sandbox = await sandboxFor();
    sandbox.stage.slack.person(people.alice.id).say('good evening', { channel: live.id });
    const stream = snapshots(sandbox);
    const { value: first } = await stream.next();
    expect(first).toEqual(await sandbox.state());
    expect(first?.messages).toMatchObject([{ text: 'good evening', user: people.alice.id }]);
    await stream.return(undefined);
  });

  test('tell of changes of both stand-ins', async () => {
    const sandbox = await sandboxFor();
    const stream = snapshots(sandbox);
    await stream.next();
    sandbox.stage.slack.person(people.alice.id).inviteBot(channels.elsewhere.id);
    const { value: afterSlack } = await stream.next();
    expect(afterSlack?.channels.every(({ botIsMember }) => botIsMember)).toBe(true);
    await fetch(sandbox.stage.trtc.url, { method: 'POST', body: '{}' });
    const { value: afterTrtc } = await stream.next();
    expect(afterTrtc?.trtc.calls).toHaveLength(1);
    await stream.return(undefined);
  });

  test('gather a burst of changes into one, which has the last of them', async () => {
    const sandbox = await sandboxFor();
    const stream = snapshots(sandbox);
    await stream.next();
    const alice = sandbox.stage.slack.person(people.alice.id);
    for (let n = 1; n <= 300; n += 1) alice.say(`message ${n}`, { channel: live.id });
    const { value } = await stream.next();
    expect(value?.messages.at(-1)?.text).toBe('message 300');
    await stream.return(undefined);
  });

  test('come to several pages alike, also to one that joins later', async () => {
    const sandbox = await sandboxFor();
    const early = snapshots(sandbox);
    await early.next();
    sandbox.stage.slack.person(people.alice.id).say('one', { channel: live.id });
    await early.next();
    const late = snapshots(sandbox);
    await late.next();
    sandbox.stage.slack.person(people.alice.id).say('two', { channel: live.id });
    for (const stream of [early, late]) {
      expect((await stream.next()).value?.messages.at(-1)?.text).toBe('two');
      await stream.return(undefined);
    }
  });

  test('beat while nothing happens', async () => {
    const sandbox = await sandboxFor({ heartbeatMs: 1 });
    const stream = events(sandbox);
    const beats = [await stream.next(), await stream.next()].map(({ value }) => value);
    expect(beats).toContain(': still here');
    await stream.return(undefined);
  });

  test('end when the sandbox stops', async () => {
    const sandbox = await sandboxFor();
    const stream = snapshots(sandbox);
    await stream.next();
    await sandbox.stop();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await expect(fetch(sandbox.address)).rejects.toThrow();
  });
});
