import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../../sandbox/browser/protocol.ts';
import { type Client, channels, people, sandboxFor } from '../../support/page-client.ts';

const { alice, mallory } = people;
const channel = channels.live.id;
const ok = { ok: true };

const roots = (now: Snapshot) => now.messages.filter((each) => each.thread_ts === undefined);
const replies = (now: Snapshot) => now.messages.filter((each) => each.thread_ts !== undefined);
const formOf = (now: Snapshot, user: { id: string }) => now.views.findLast((view) => view.user === user.id);

function type(sandbox: Client, text: string, as: { id: string } = alice) {
  return sandbox.act(as, { type: 'command', channel, text });
}

/** Starts a stream and waits until its card says so. */
async function startOne(sandbox: Client) {
  expect(await type(sandbox, 'start room123 https://a.b/test.mp4')).toEqual(ok);
  return sandbox.until((now) => {
    const [card] = roots(now);
    const [task] = now.trtc.tasks;
    return card?.text.includes('is live') && replies(now).length > 0 && task && { card, task };
  });
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('a command shows its card and its answer in the next snapshots', async () => {
    const sandbox = await sandboxFor({ mode });
    const { card, task } = await startOne(sandbox);
    const now = await sandbox.state();
    expect(card.channel).toBe(channel);
    expect(replies(now)).toMatchObject([{ thread_ts: card.ts, text: expect.stringContaining(task.taskId) }]);
    expect(now.trtc.calls).toMatchObject([
      { action: 'StartStreamIngest', region: 'ap-singapore', outcome: `answered · TaskId ${task.taskId}` },
    ]);
    expect(now.bot.mode).toBe(mode);
  });
});

describe('a form', () => {
  test('shows an error on its field, and starts the stream once it is corrected', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'shortcut', callbackId: 'start-stream' });
    const { id: viewId } = await sandbox.until((now) => {
      const form = formOf(now, alice);
      return form?.view.submit !== undefined && form;
    });
    const values = { room: 'room123', url: 'ftp://a.b/test.mp4', channel };
    expect(await sandbox.act(alice, { type: 'submit', viewId, values })).toEqual(ok);
    expect(formOf(await sandbox.state(), alice)?.errors).toEqual({
      url: 'Takes a URL that begins with http://, https:// or rtmp://: ftp is not pulled.',
    });
    const corrected = { url: 'https://a.b/test.mp4' };
    expect(await sandbox.act(alice, { type: 'submit', viewId, values: corrected })).toEqual(ok);
    await sandbox.until((now) => roots(now)[0]?.text.includes('is live'));
    expect((await sandbox.state()).views).toEqual([]);
  });

  test("that Slack's client would not send comes back with the reason, and can be closed", async () => {
    const sandbox = await sandboxFor();
    await type(sandbox, '');
    const { id: viewId } = await sandbox.until((now) => {
      const form = formOf(now, alice);
      return form?.view.submit !== undefined && form;
    });
    expect(await sandbox.act(alice, { type: 'submit', viewId, values: { room: 'room123' } })).toEqual({
      ok: false,
      problem: expect.stringContaining('Please complete this required field.'),
    });
    expect(await sandbox.act(mallory, { type: 'close', viewId })).toMatchObject({ ok: false });
    expect(await sandbox.act(alice, { type: 'close', viewId })).toEqual(ok);
    expect((await sandbox.state()).views).toEqual([]);
  });
});

describe('a view over a form', () => {
  /** Has a form whose URL is a wrong one, and presses Check: the answer is the upper of two views. */
  const checked = async (sandbox: Client) => {
    await type(sandbox, '');
    const { id } = await sandbox.until((now) => {
      const form = formOf(now, alice);
      return form?.view.submit !== undefined && form;
    });
    const where = { view: id, values: { room: 'room123', url: 'ftp://a.b/1.mp4', volume: '' } };
    expect(await sandbox.act(alice, { type: 'press', where, actionId: 'check-form' })).toEqual(ok);
    const over = await sandbox.until((now) => {
      const top = formOf(now, alice);
      return JSON.stringify(top).includes('ftp is not pulled') && top;
    });
    return { id, over };
  };

  test('is of what was typed, and goes away by itself', async () => {
    const sandbox = await sandboxFor();
    const { id, over } = await checked(sandbox);
    expect(over).toMatchObject({ previous_view_id: id });
    expect(await sandbox.act(alice, { type: 'close', viewId: over.id })).toEqual(ok);
    expect((await sandbox.state()).views).toMatchObject([
      { id, state: { room: { value: { value: 'room123' } } } },
    ]);
  });

  test('goes away with the form by the cross', async () => {
    const sandbox = await sandboxFor();
    const { over } = await checked(sandbox);
    expect(await sandbox.act(alice, { type: 'close', viewId: over.id, all: true })).toEqual(ok);
    expect((await sandbox.state()).views).toEqual([]);
  });
});

describe('people', () => {
  test('press the buttons of a card', async () => {
    const sandbox = await sandboxFor();
    const { card } = await startOne(sandbox);
    const where = { message: { channel, ts: card.ts } };
    expect(await sandbox.act(alice, { type: 'press', where, actionId: 'Pause' })).toEqual(ok);
    await sandbox.until((now) => now.trtc.tasks[0]?.paused);
    const nothing = await sandbox.act(alice, { type: 'press', where, actionId: 'no-such-button' });
    expect(nothing).toEqual({ ok: false, problem: expect.stringContaining('there is no no-such-button') });
  });

  test('are answered alone where they may not', async () => {
    const sandbox = await sandboxFor();
    expect(await type(sandbox, 'start room123 https://a.b/test.mp4', mallory)).toEqual(ok);
    const answer = await sandbox.until((now) => now.ephemerals[0]);
    expect(answer).toMatchObject({ user: mallory.id, channel });
    expect((await sandbox.state()).trtc.calls).toEqual([]);
  });

  test('mention each other by name, and whoever is allowed so may start', async () => {
    const sandbox = await sandboxFor();
    await type(sandbox, 'allow @mallory', people.carol);
    await sandbox.until((now) => now.ephemerals.length + now.messages.length > 0);
    await type(sandbox, 'start room123 https://a.b/test.mp4', mallory);
    await sandbox.until((now) => now.trtc.tasks.length === 1);
  });

  test('write messages, and make a stream of a link in them', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'say', channel, text: 'The feed: https://a.b/x.mp4?a=1&b=2.' });
    const [message] = (await sandbox.state()).messages;
    expect(message?.text).toBe('The feed: <https://a.b/x.mp4?a=1&amp;b=2>.');
    const ts = message?.ts ?? '';
    await sandbox.act(alice, { type: 'say', channel, text: 'Thanks', threadTs: ts });
    expect(replies(await sandbox.state())).toMatchObject([{ text: 'Thanks', thread_ts: ts }]);
    await sandbox.act(alice, { type: 'message-shortcut', callbackId: 'ingest-link', channel, ts });
    await sandbox.until((now) => JSON.stringify(formOf(now, alice)).includes('https://a.b/x.mp4?a=1&b=2'));
  });

  test('open the Home tab, and use it', async () => {
    const sandbox = await sandboxFor();
    expect(await sandbox.act(alice, { type: 'open-home' })).toEqual(ok);
    const home = await sandbox.until((now) => now.homes.find(({ user }) => user === alice.id));
    expect(home.view.type).toBe('home');
    const start = await sandbox.act(alice, {
      type: 'press',
      where: { view: home.id },
      actionId: 'Start a stream',
    });
    expect(start).toEqual(ok);
    await sandbox.until((now) => formOf(now, alice)?.view.submit);
  });

  test('are kept from what Slack does not offer', async () => {
    const sandbox = await sandboxFor();
    expect(await sandbox.act(alice, { type: 'open-messages' })).toEqual(ok);
    const direct = await sandbox.until((now) => now.channels.find(({ directTo }) => directTo === alice.id));
    expect(direct).toMatchObject({ name: 'ingest', private: true });
    const acts = [
      { type: 'say', channel: direct.id, text: 'hello' },
      { type: 'command', channel: direct.id, text: 'help' },
      { type: 'say', channel: channels.archive.id, text: 'hello' },
      { type: 'shortcut', callbackId: 'ingest-link' },
      { type: 'message-shortcut', callbackId: 'start-stream', channel, ts: '1.000000' },
      { type: 'source', taskId: 'none', what: 'finish' },
      { type: 'invite-bot', channel },
    ] as const;
    for (const act of acts) {
      expect(await sandbox.act(alice, act)).toEqual({ ok: false, problem: expect.any(String) });
    }
  });

  test('invite the bot to a channel', async () => {
    const sandbox = await sandboxFor();
    const { id } = channels.elsewhere;
    await sandbox.act(alice, { type: 'invite-bot', channel: id });
    expect((await sandbox.state()).channels.find((each) => each.id === id)?.botIsMember).toBe(true);
  });
});

describe('a robot', () => {
  test('that is lost is found by no removal, and its task goes on', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'fail-trtc', fault: 'lose-answer', action: 'StartStreamIngest' });
    await type(sandbox, 'start room123 https://a.b/test.mp4');
    const card = await sandbox.until((now) =>
      now.messages.find(({ text }) => text.includes('may or may not be live')),
    );
    const [task] = (await sandbox.state()).trtc.tasks;
    const act = { type: 'source', taskId: task?.taskId ?? '', what: 'loseRobot' } as const;
    expect(await sandbox.act(alice, act)).toEqual(ok);
    const where = { message: { channel: card.channel, ts: card.ts } };
    await sandbox.act(alice, { type: 'press', where, actionId: 'Remove the robot' });
    await sandbox.until((now) => replies(now).find(({ text }) => text.includes('it is not in the room')));
    expect((await sandbox.state()).trtc.tasks).toMatchObject([{ state: 'running', robotAway: true }]);
  });
});

describe('a source', () => {
  test('that comes to its end is told of in the thread', async () => {
    const sandbox = await sandboxFor();
    const { card, task } = await startOne(sandbox);
    const act = { type: 'source', taskId: task.taskId, what: 'finish' } as const;
    expect(await sandbox.act(alice, act)).toEqual(ok);
    const told = await sandbox.until((now) =>
      replies(now).find(({ text }) => text.includes('Ended by itself')),
    );
    expect(told.thread_ts).toBe(card.ts);
    expect(await sandbox.act(alice, act)).toEqual({
      ok: false,
      problem: `the task ${task.taskId} has ended`,
    });
  });
});

describe('How TRTC tells of events', () => {
  test('is shown, can be chosen, and is followed all the same', async () => {
    const sandbox = await sandboxFor();
    expect((await sandbox.state()).trtc.events).toEqual({ numbers: 'as-shown', ofRooms: false });
    const style = { numbers: 'as-text', ofRooms: true } as const;
    // One after the other, as they are chosen on the page.
    for (const one of [{ numbers: style.numbers }, { ofRooms: style.ofRooms }])
      expect(await sandbox.act(alice, { type: 'event-style', style: one })).toEqual(ok);
    expect((await sandbox.state()).trtc.events).toEqual(style);
    const { task } = await startOne(sandbox);
    const { taskId } = task;
    await sandbox.act(alice, { type: 'source', taskId, what: 'stutter' });
    await sandbox.until((now) => replies(now).find(({ text }) => text.includes('is trying again')));
    await sandbox.act(alice, { type: 'source', taskId, what: 'leave' });
    await sandbox.until((now) => replies(now).find(({ text }) => text.includes('was removed from the room')));
    await sandbox.act(alice, { type: 'source', taskId, what: 'enter' });
    await sandbox.until((now) => replies(now).find(({ text }) => text.includes('is back in the room')));
  });

  test('settles a start whose answer was lost, where rooms tell', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'event-style', style: { numbers: 'as-documented', ofRooms: true } });
    await sandbox.act(alice, { type: 'fail-trtc', fault: 'lose-answer', action: 'StartStreamIngest' });
    await type(sandbox, 'start room123 https://a.b/test.mp4');
    await sandbox.until((now) => replies(now).find(({ text }) => text.includes('It did start')));
    await sandbox.until((now) => now.messages.find(({ text }) => text.includes('its robot is in the room')));
  });
});
