import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/trtc/index.ts';
import {
  answered,
  cards,
  channels,
  example,
  formOf,
  people,
  replies,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;

describe('a start that TRTC refuses', () => {
  test('is told in the thread with code, message, RequestId and what to do', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction', message: 'no <rtmp> & such' });
    await slack.person(alice).command('start room124 rtmp://a.b/live/key');
    const { card, reply } = await answered(slack);
    const outcome = trtc.calls[0]?.outcome;
    if (outcome?.kind !== 'error') throw new Error('not refused');
    expect(card.text).toBe(`❌ *\`room124\`* did not start · asked for by <@${alice}>`);
    expect(reply.text).toContain('`FailedOperation.NotRtmpFunction` — no &lt;rtmp&gt; &amp; such');
    expect(reply.text).toContain('*What to do:* Subscribe to an RTC-Engine package');
    expect(reply.text).toContain(outcome.requestId);
    expect(trtc.calls).toHaveLength(1);
  });

  test('can be edited and tried again from its thread', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction' });
    await slack.person(alice).command('start room124 rtmp://a.b/live/key --volume 80');
    const { reply } = await answered(slack);
    await slack.person(alice).press({ message: reply }, 'Edit and retry');
    const form = await formOf(slack, alice);
    expect(form.state).toMatchObject({
      url: { value: { value: 'rtmp://a.b/live/key' } },
      volume: { value: { value: '80' } },
    });
    slack.person(alice).fill(form.id, { url: 'https://a.b/1.mp4' });
    await slack.person(alice).submit(form.id);
    await slack.until((now) => replies(now).length === 2);
    expect(trtc.tasks).toMatchObject([{ roomId: 'room124', streamUrl: 'https://a.b/1.mp4', volume: 80 }]);
  });

  test.each([
    ['RequestLimitExceeded'],
    ['InternalError.InternalError'],
    ['ResourceInsufficient.RequestRejection'],
  ])('for load (%s) is tried again until it is taken', async (code) => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code }, { times: 2 });
    await slack.person(alice).command(example);
    const { reply } = await answered(slack);
    expect(reply.text).toContain('✅ Started');
    expect(trtc.calls).toHaveLength(3);
    expect(trtc.tasks).toHaveLength(1);
  });

  test('for load again and again is told after four tries', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code: 'ResourceInsufficient.RequestRejection' }, { times: 10 });
    await slack.person(alice).command(example);
    const { reply } = await answered(slack);
    expect(reply.text).toContain('`ResourceInsufficient.RequestRejection`');
    expect(trtc.calls).toHaveLength(4);
  });
});

describe('a start of which nobody knows how it ended', () => {
  test.each([
    ['lose-answer', 'Network.Lost'],
    ['reset', 'Network.Lost'],
    ['malformed', 'Network.Unreadable'],
  ] as const)('(%s) is never sent again, and the thread says what to look for', async (kind, code) => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind });
    await slack.person(alice).command('start room1 https://a.b/1.mp4');
    const { card, reply } = await answered(slack);
    expect(card.text).toContain('may or may not be live');
    expect(reply.text).toContain(`\`${code}\``);
    expect(reply.text).toMatch(/The robot to look for in the room is `ingest-[a-z2-9]{6}`/);
    expect(trtc.calls).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['missing', undefined],
    ['a number', 12345],
    ['an object', { id: 1 }],
    ['empty', ''],
    ['blank', '  '],
    ['too long', 'x'.repeat(3_000)],
  ])('(a TaskId that is %s) names the robot, which a button removes', async (_, TaskId) => {
    const { slack, trtc, log } = await stageFor();
    trtc.fail({ kind: 'odd-fields', fields: { TaskId } });
    await slack.person(alice).command('start room1 https://a.b/1.mp4');
    const { card, reply } = await answered(slack);
    expect(card.text).toContain('may or may not be live');
    expect(reply.text).toContain('TRTC answered without a TaskId that can be used.');
    expect(reply.text).toContain(`\`${trtc.tasks[0]?.userId}\``);
    expect(reply.text + card.text).not.toMatch(/\bnull\b|undefined|\[object/);
    expect(log.join('')).toMatch(/"outcome":"lost","code":"Network.Unreadable".*It is \{/);
    await slack.person(alice).press({ message: reply }, 'Remove the robot');
    await slack.until((now) => replies(now).length === 2);
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
    expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest')).toHaveLength(1);
  });

  test('(HTTP 502) is never sent again', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'http', status: 502 });
    await slack.person(alice).command(example);
    const { reply } = await answered(slack);
    expect(reply.text).toContain('`Http.502`');
    expect(trtc.calls).toHaveLength(1);
  });

  test('is not taken for a refusal when a second try finds the robot in the room', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code: 'InternalError.InternalError' });
    trtc.fail({ kind: 'error', code: 'FailedOperation.TaskExist' });
    await slack.person(alice).command(example);
    const { card } = await answered(slack);
    expect(card.text).toContain('may or may not be live');
  });
});

describe('a start that was certainly not done', () => {
  test.each<[string, Fault, string, string]>([
    ['HTTP 401', { kind: 'http', status: 401 }, '`Http.401`', 'does not let the bot through'],
    ['HTTP 403', { kind: 'http', status: 403, body: '<html>' }, '`Http.403`', 'does not let the bot through'],
    ['HTTP 407', { kind: 'http', status: 407 }, '`Http.407`', 'The proxy wants a name and a password'],
    ['HTTP 404', { kind: 'http', status: 404 }, '`Http.404`', 'check TRTC_ENDPOINT'],
    [
      'an error without a RequestId',
      { kind: 'answer', body: { Response: { Error: { Code: 'UnauthorizedOperation', Message: 'No.' } } } },
      '`UnauthorizedOperation` — No.',
      'The credentials may not do this',
    ],
  ])('(%s) is told as that, once, and leaves the bot ready', async (_, fault, code, hint) => {
    const { slack, trtc, port } = await stageFor();
    trtc.fail(fault);
    await slack.person(alice).command(example);
    const { card, reply } = await answered(slack);
    expect(card.text).toContain('did not start');
    expect(reply.text).toContain(code);
    expect(reply.text).toContain(hint);
    expect(reply.text).not.toContain('RequestId');
    expect(trtc.calls).toHaveLength(1);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  test('(a refusal of the credentials that Tencent did not sign with a RequestId) leaves the bot ready', async () => {
    const { slack, trtc, port } = await stageFor();
    trtc.fail({ kind: 'answer', body: { Response: { Error: { Code: 'AuthFailure.SignatureFailure' } } } });
    await slack.person(alice).command(example);
    expect((await answered(slack)).card.text).toContain('did not start');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  test('(HTTP 429) is sent again until it is taken', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'http', status: 429 }, { times: 2 });
    await slack.person(alice).command(example);
    expect((await answered(slack)).reply.text).toContain('✅ Started');
    expect(trtc.calls).toHaveLength(3);
    expect(trtc.tasks).toHaveLength(1);
  });
});

test('a start whose answer has no RequestId is told without one', async () => {
  const { slack, trtc } = await stageFor();
  trtc.fail({ kind: 'odd-fields', fields: { RequestId: { id: 7 } } });
  await slack.person(alice).command(example);
  const { reply } = await answered(slack);
  expect(reply.text).toMatch(/^✅ Started\. TaskId `[^`]+` {2}· {2}task `[^`]+`\nThe card above/);
});

test('where TRTC cannot be reached, nothing was started and the thread says so', async () => {
  const { slack } = await stageFor({ settings: { TRTC_ENDPOINT: 'http://127.0.0.1:9' } });
  await slack.person(alice).command(example);
  const { card, reply } = await answered(slack);
  expect(card.text).toContain('did not start');
  expect(reply.text).toContain('`Network.NotSent` — TRTC could not be reached.');
});

describe('where the bot cannot post', () => {
  test('not being in the channel: nothing is started, the person alone is told', async () => {
    const { slack, trtc } = await stageFor();
    const channel = channels.elsewhere.id;
    await slack.person(alice).command(example, { channel });
    const answer = await whispered(slack);
    expect(answer).toMatchObject({ user: alice, channel });
    expect(answer.text).toContain(`I am not in <#${channel}>: invite me there`);
    expect(trtc.calls).toHaveLength(0);
  });

  test.each([
    ['is_archived', `<#${channels.live.id}> is archived: choose another channel to answer in.`],
    ['restricted_action', `I cannot write in <#${channels.live.id}> (Slack says \`restricted_action\`)`],
  ])('%s: nothing is started, the person alone is told', async (error, says) => {
    const { slack, trtc } = await stageFor();
    slack.fail({ kind: 'error', error }, { method: 'chat.postMessage', times: Infinity });
    await slack.person(alice).command(example);
    expect((await whispered(slack)).text).toContain(says);
    expect(trtc.calls).toHaveLength(0);
  });

  test('nothing that was typed is lost: once invited, the form is there filled in', async () => {
    const { slack, trtc } = await stageFor();
    const channel = channels.elsewhere.id;
    await slack.person(alice).command('start room9 https://a.b/9.mp4', { channel });
    const answer = await whispered(slack);
    slack.person(alice).inviteBot(channel);
    await slack.person(alice).press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(slack, alice);
    await slack.person(alice).submit(form.id);
    await answered(slack, channel);
    expect(trtc.tasks).toMatchObject([{ roomId: 'room9' }]);
  });

  test('a form that answers elsewhere tells the person there', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack
      .person(alice)
      .fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel: channels.elsewhere.id });
    await slack.person(alice).submit(form.id);
    expect((await whispered(slack)).text).toContain('invite me there');
    expect(trtc.calls).toHaveLength(0);
  });
});

describe('where Slack fails', () => {
  test('a message that is refused for the rate is sent later, once', async () => {
    const { slack } = await stageFor();
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 0 }, { method: 'chat.postMessage' });
    await slack.person(alice).command(example);
    await answered(slack);
    expect(cards(slack)).toHaveLength(1);
    expect(replies(slack)).toHaveLength(1);
  });

  test('a thread that cannot be told does not hide the TaskId: the person gets it directly', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'stall' });
    await slack.person(alice).command(example);
    await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
    slack.fail(
      { kind: 'error', error: 'is_archived' },
      { method: 'chat.postMessage', channel: channels.live.id },
    );
    trtc.release();
    const message = await slack.until((now) =>
      now.calls.find((call) => call.method === 'chat.postMessage' && call.args.channel === alice),
    );
    expect(JSON.stringify(message.args)).toContain(trtc.tasks[0]?.taskId);
  });

  test('a response_url that does not work is replaced by an ephemeral message', async () => {
    const { slack } = await stageFor();
    slack.fail({ kind: 'http', status: 500 }, { method: 'response_url', times: 2 });
    await slack.person(alice).command('start room1');
    expect(await whispered(slack)).toMatchObject({ via: 'chat.postEphemeral', user: alice });
  });
});
