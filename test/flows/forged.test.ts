import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Delivery, OpenView } from '../../sandbox/slack/index.ts';
import type { JsonObject } from '../../sandbox/slack/json.ts';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import {
  answered,
  cards,
  channels,
  everythingSeen,
  formOf,
  people,
  replies,
  type Stage,
  secrets,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const { alice, bob, carol, mallory } = people;

/** A command as Slack posts it. */
const command = (text: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    command: '/ingest',
    text,
    user_id: alice.id,
    channel_id: channels.live.id,
    trigger_id: '1.2.forged',
    team_id: 'T0STUDIO',
    api_app_id: 'A0INGEST',
    ...more,
  }).toString();
const start = command('start room1 https://a.b/1.mp4');

const now = () => Math.floor(Date.now() / 1000);

/** The headers with which Slack signs a body at a moment, in seconds since the epoch. */
function signed(body: string, at: string | number = now(), secret: string = secrets.signingSecret) {
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` };
}

function post(
  { port }: Stage,
  body: string,
  headers: Record<string, string>,
  path = '/slack/events',
  type = 'application/x-www-form-urlencoded',
) {
  const url = `http://127.0.0.1:${port}${path}`;
  return fetch(url, { method: 'POST', headers: { 'content-type': type, ...headers }, body });
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

/** The bot still does what it should for somebody who may. */
async function stillWorks({ slack }: Stage): Promise<void> {
  const started = () => replies(slack).filter((reply) => reply.text.includes('TaskId')).length;
  const before = started();
  await slack.person(alice.id).command('start after https://a.b/after.mp4');
  await slack.until(() => started() > before);
}

describe('A request that Slack did not sign is refused, and nothing comes of it:', () => {
  test.each<[what: string, headers: () => Record<string, string>]>([
    ['signed with another secret', () => signed(start, now(), 'f'.repeat(32))],
    ['signed rightly, six minutes ago', () => signed(start, now() - 360)],
    ['signed for another body', () => signed(command('help'))],
    [
      'signed at another time than it says',
      () => ({ ...signed(start, now() - 10), 'x-slack-request-timestamp': String(now()) }),
    ],
    ['signed at a time that is none', () => signed(start, 'soon')],
    ['without a signature', () => without(signed(start), 'x-slack-signature')],
    ['without a time', () => without(signed(start), 'x-slack-request-timestamp')],
    ['with an empty signature', () => ({ ...signed(start), 'x-slack-signature': '' })],
    ['with half a signature', () => ({ ...signed(start), 'x-slack-signature': 'v0=' })],
    [
      'with a signature of another version',
      () => ({
        ...signed(start),
        'x-slack-signature': signed(start)['x-slack-signature'].replace('v0', 'v1'),
      }),
    ],
    ['without any header', () => ({})],
  ])('%s', async (_, headers) => {
    const stage = await stageFor();
    expect((await post(stage, start, headers())).status).toBe(401);
    expect(cards(stage.slack)).toHaveLength(0);
    expect(stage.trtc.calls).toHaveLength(0);
    await stillWorks(stage);
    expect(stage.trtc.calls).toHaveLength(1);
  });

  test("signed as TRTC signs its events, with TRTC's key", async () => {
    const key = 'callbackKey123';
    const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
    const sign = createHmac('sha256', key).update(start).digest('base64');
    expect((await post(stage, start, { Sign: sign })).status).toBe(401);
    expect(cards(stage.slack)).toHaveLength(0);
  });
});

describe('A request that Slack did sign', () => {
  test('starts once, though it comes again as it was', async () => {
    const stage = await stageFor();
    const headers = signed(start);
    const both = await Promise.all([post(stage, start, headers), post(stage, start, headers)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await answered(stage.slack);
    expect((await post(stage, start, headers)).status).toBe(200);
    await stillWorks(stage);
    expect(stage.trtc.calls.map(({ params }) => params.RoomId)).toEqual(['room1', 'after']);
    expect(cards(stage.slack)).toHaveLength(2);
  });

  test('is good for nothing on the way that TRTC takes', async () => {
    const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: 'callbackKey123' } });
    const { taskId, card } = await startOne(stage);
    const stop = JSON.stringify({ EventGroupId: 7, EventType: 702, EventInfo: { TaskId: taskId } });
    expect((await post(stage, stop, signed(stop), '/trtc/events')).status).toBe(401);
    expect(threadOf(stage.slack, card.ts)).toHaveLength(1);
  });

  test.each<[what: string, body: string, status: number]>([
    ['is no form', 'payload=%7B"no', 400],
    ['is no JSON', 'payload=no', 400],
    ['is larger than any that Slack sends', `text=${'x'.repeat(5_000_000)}`, 413],
  ])('but %s is refused, and the bot goes on', async (_, body, status) => {
    const stage = await stageFor();
    expect((await post(stage, body, signed(body))).status).toBe(status);
    await stillWorks(stage);
  });

  test('and that goes down a hundred thousand levels is answered all the same', async () => {
    const stage = await stageFor();
    const blocks = `${'{"elements":['.repeat(100_000)}${']}'.repeat(100_000)}`;
    const payload = `{"type":"message_action","callback_id":"${callbackIds.ingestLink}","trigger_id":"1.2.3",
      "user":{"id":"${alice.id}"},"team":{"id":"T0STUDIO"},"channel":{"id":"${channels.live.id}"},
      "message":{"text":"no link","blocks":${blocks}}}`;
    const body = new URLSearchParams({ payload }).toString();
    expect((await post(stage, body, signed(body))).status).toBe(200);
    expect((await whispered(stage.slack)).text).toContain('invalid_trigger_id');
  });
});

test('Whoever sends half a request does not hold up the stop', async () => {
  const stage = await stageFor();
  const socket = connect(stage.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const asked = once(socket, 'data');
  socket.write('GET /healthz HTTP/1.1\r\nHost: a.b\r\n\r\nPOST /slack/events HTTP/1.1\r\nHost: a.b\r\n');
  socket.write('Content-Length: 100\r\n\r\nhalf');
  await asked;
  const closed = once(socket, 'close');
  await stage.app.stop();
  await closed;
});

test('A socket that brings what nobody knows goes on to bring what is known', async () => {
  const stage = await stageFor({ mode: 'socket' });
  const strange = ['nonsense', 'hello', 'interactive', 'slash_commands'];
  // They are never acknowledged, and nobody waits for that.
  for (const kind of strange) {
    const request = { kind: kind as Delivery['request']['kind'], body: {} };
    void stage.slack.redeliver({ request, status: 0, body: undefined, ackedAfterMs: 0 });
  }
  await stillWorks(stage);
});

describe("TRTC's callback", () => {
  const key = 'callbackKey123';
  const sign = (body: string) => createHmac('sha256', key).update(body).digest('base64');
  const event = (taskId: string, at: number, status: number, type = 701) =>
    JSON.stringify({
      EventGroupId: 7,
      EventType: type,
      EventInfo: { EventMsTs: at, TaskId: taskId, Status: status },
    });

  async function stageWithCallbacks(): Promise<Stage> {
    return stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  }
  const send = (stage: Stage, body: string, headers: Record<string, string>) =>
    post(stage, body, headers, '/trtc/events', 'application/json');

  test('of an application that the signature does not cover is judged by its body alone', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const body = event(taskId, Date.now() + 120_000, 2);
    expect((await send(stage, body, { Sign: sign(body), SdkAppId: '7' })).status).toBe(200);
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('The source stuttered');
  });

  test.each<[what: string, headers: (body: string) => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['signed for another body', (body) => ({ Sign: sign(`${body} `) })],
    ['signed in hex', (body) => ({ Sign: createHmac('sha256', key).update(body).digest('hex') })],
    ['signed by Slack', (body) => signed(body)],
  ])('%s is refused', async (_, headers) => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const body = event(taskId, Date.now(), 0, 702);
    expect((await send(stage, body, headers(body))).status).toBe(401);
    expect(threadOf(stage.slack, card.ts)).toHaveLength(1);
  });

  test('that is sent again by somebody who saw it changes nothing, also after the end', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const at = Date.now() + 120_000;
    const bodies = [event(taskId, at, 2), event(taskId, at + 1, 0), event(taskId, at + 2, 0, 702)];
    for (const body of [...bodies, ...bodies, ...bodies]) {
      expect((await send(stage, body, { Sign: sign(body) })).status).toBe(200);
    }
    await stillWorks(stage);
    expect(threadOf(stage.slack, card.ts).slice(1)).toEqual([
      expect.stringContaining('The source stuttered'),
      expect.stringContaining('The source is back'),
      expect.stringContaining('Ended by itself'),
    ]);
  });
});

describe('What a button or a form brings back only names things, and rights are checked again:', () => {
  /** A pressed button as Slack would send it of somebody, whether or not it was shown to them. */
  function pressed(user: string, action_id: string, value: unknown): Delivery {
    const body = {
      type: 'block_actions',
      user: { id: user },
      team: { id: 'T0STUDIO' },
      channel: { id: channels.live.id },
      trigger_id: '1.2.3',
      actions: [{ type: 'button', action_id, block_id: 'b', value }],
    };
    return delivery(body);
  }

  function sentOff(
    user: string,
    callback_id: string,
    values: JsonObject,
    private_metadata: unknown,
  ): Delivery {
    const view = { type: 'modal', id: `V0${user}`, callback_id, private_metadata, state: { values } };
    return delivery({ type: 'view_submission', user: { id: user }, team: { id: 'T0STUDIO' }, view });
  }

  const delivery = (body: JsonObject): Delivery => ({
    request: { kind: 'interactive', body },
    status: 0,
    body: undefined,
    ackedAfterMs: 0,
  });

  const text = (value: string) => ({ value: { type: 'plain_text_input', value } });

  /** Somebody who was given the role of an operator, with the form in front of them. */
  async function operatorWithForm(stage: Stage): Promise<OpenView> {
    await stage.slack.person(carol.id).command(`allow <@${mallory.id}|mallory>`);
    await whispered(stage.slack);
    await stage.slack.person(mallory.id).command('');
    return formOf(stage.slack, mallory.id);
  }

  test('a form that was opened by somebody who has lost the right since starts nothing', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const form = await operatorWithForm(stage);
    await slack.person(carol.id).command(`deny <@${mallory.id}|mallory>`);
    await whispered(slack, 2);
    const person = slack.person(mallory.id);
    person.fill(form.id, { room: 'room1', url: 'https://a.b/1.mp4', channel: channels.live.id });
    await person.submit(form.id);
    expect((await whispered(slack, 3)).text).toContain('not on the list');
    expect(cards(slack)).toHaveLength(0);
    expect(trtc.calls).toHaveLength(0);
  });

  test('a button of an answer that was for somebody else alone does nothing for a stranger', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    await startOne(stage);
    await slack.person(alice.id).command('stop --all');
    await whispered(slack);
    await slack.redeliver(pressed(mallory.id, actionIds.stopAll, String(Date.now() + 1_000)));
    const refusals = await slack.until(() => slack.ephemerals.filter(({ user }) => user === mallory.id)[0]);
    expect(refusals.text).toContain('not on the list');
    expect(trtc.tasks.map(({ state }) => state)).toEqual(['running']);
  });

  test('a viewer who makes up a button is still a viewer', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { handle } = await startOne(stage);
    await slack.person(carol.id).command(`allow <@${mallory.id}|mallory> --role viewer`);
    await whispered(slack);
    await slack.redeliver(pressed(mallory.id, actionIds.stop, handle));
    expect((await whispered(slack, 2)).text).toContain('takes the role of an operator, and you are a viewer');
    expect(trtc.tasks.map(({ state }) => state)).toEqual(['running']);
  });

  test("a button's value that was changed to another task's stops that one, and says by whom", async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    await startOne(stage);
    const other = await startOne(stage, 'start other https://a.b/other.mp4');
    await slack.redeliver(pressed(bob.id, actionIds.stop, other.handle));
    expect((await toldInThread(slack, other.card.ts, 2))[1]).toContain(`Stopped by <@${bob.id}>`);
    expect(trtc.tasks.map(({ state }) => state)).toEqual(['running', 'ended']);
  });

  test.each([['nobody'], [''], ['<!channel>'], ['__proto__'], [7], [{ id: 1 }], [null], ['x'.repeat(5_000)]])(
    "a button's value and a form's private_metadata name no task where they are anything else (%#)",
    async (value) => {
      const stage = await stageFor();
      const { slack, trtc } = stage;
      await slack.redeliver(pressed(alice.id, actionIds.stop, value));
      expect((await whispered(slack)).text).toMatch(/^(?:No task is called|A task is named by)/);
      await slack.redeliver(sentOff(alice.id, callbackIds.adjust, { volume: text('5') }, value));
      const direct = await slack.until(
        (workspace) =>
          workspace.channels
            .filter(({ id }) => id.startsWith('D'))
            .flatMap(({ id }) => workspace.messages(id))[0],
      );
      expect(direct.text).toMatch(/^(?:No task is called|A task is named by)/);
      expect(trtc.calls).toHaveLength(0);
    },
  );

  test('fields that the form with volume and speed does not have change nothing and are not kept', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { handle, card } = await startOne(stage);
    const values = {
      volume: text('5'),
      url: text('https://a.b/hijacked.mp4'),
      room: text(''),
      'user-sig': text('eJstolenusersig'),
    };
    await slack.redeliver(sentOff(alice.id, callbackIds.adjust, values, handle));
    expect((await toldInThread(slack, card.ts, 2))[1]).toBe(`🎚 <@${alice.id}> changed the volume to \`5\`.`);
    expect(trtc.calls.at(-1)?.params).toMatchObject({ Volume: 5 });
    expect(trtc.calls.at(-1)?.params).not.toHaveProperty('StreamUrl');
    await slack.person(alice.id).command(`status ${handle}`);
    await whispered(slack);
    expect(everythingSeen(stage)).not.toMatch(/eJstolenusersig|hijacked/);
  });

  test('a channel that was made up is neither written to nor mentioned', async () => {
    const stage = await stageFor();
    const channel = { value: { type: 'conversations_select', selected_conversation: 'C1> <!channel' } };
    const values = { room: text('room1'), url: text('https://a.b/1.mp4'), channel };
    const answer = await stage.slack.redeliver(sentOff(alice.id, callbackIds.start, values, ''));
    expect(answer.body).toEqual({
      response_action: 'errors',
      errors: { channel: 'Choose the channel to answer in.' },
    });
    expect(stage.trtc.calls).toHaveLength(0);
  });
});
