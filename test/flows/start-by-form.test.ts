import { describe, expect, test } from '@jest/globals';
import {
  answered,
  cards,
  channels,
  formOf,
  people,
  replies,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;

describe.each(['http', 'socket'] as const)('a start by form, over %s', (mode) => {
  test('an error comes back on its field, and the corrected form starts the stream', async () => {
    const { slack, trtc } = await stageFor({ mode });
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'room123', url: 'ftp://a.b/test.mp4', volume: '999' });
    await slack.person(alice).submit(form.id);
    expect(slack.person(alice).form?.errors).toEqual({
      url: 'Takes a URL that begins with http://, https:// or rtmp://: ftp is not pulled.',
      volume: 'Takes a whole number from 0 to 200.',
    });
    expect(trtc.calls).toHaveLength(0);

    slack.person(alice).fill(form.id, { url: 'https://a.b/test.mp4', volume: '90' });
    await slack.person(alice).submit(form.id);
    const { reply } = await answered(slack);
    expect(slack.person(alice).form).toBeUndefined();
    expect(trtc.calls[0]?.params).toMatchObject({ RoomId: 'room123', Volume: 90 });
    expect(reply.text).toContain(trtc.tasks[0]?.taskId);
  });
});

describe('the form', () => {
  test.each([[''], ['start']])(
    'opens for "/ingest %s", with the current channel to answer in',
    async (typed) => {
      const { slack } = await stageFor();
      await slack.person(alice).command(typed, { channel: channels.stage.id });
      const form = await formOf(slack, alice);
      expect(form.state.channel).toMatchObject({ value: { selected_conversation: channels.stage.id } });
    },
  );

  test('reaches every parameter of the API', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, {
      room: '42',
      url: 'https://a.b/test.mp4',
      'room-type': 'string',
      region: 'ap-tokyo',
      repeat: '-1',
      'max-duration': '60',
      seek: '5',
      volume: '50',
      tempo: '2',
      'idle-timeout': '10',
      'auto-push': true,
      progress: true,
      user: 'robot123',
    });
    await slack.person(alice).submit(form.id);
    await answered(slack);
    expect(trtc.calls[0]).toMatchObject({
      region: 'ap-tokyo',
      params: {
        RoomId: '42',
        RoomIdType: 0,
        UserId: 'robot123',
        RepeatNum: -1,
        MaxDuration: 60,
        SeekSecond: 5,
        Volume: 50,
        Tempo: 2,
        IdleTimeout: 10,
        AutoPush: true,
        EnableProgress: true,
      },
    });
  });

  test('answers in the channel that was chosen on it', async () => {
    const { slack } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel: channels.stage.id });
    await slack.person(alice).submit(form.id);
    await answered(slack, channels.stage.id);
    expect(cards(slack)).toHaveLength(0);
  });

  test('sent off twice starts once', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'r', url: 'https://a.b/1.mp4' });
    await slack.redeliver(await slack.person(alice).submit(form.id));
    await answered(slack);
    await slack.person(alice).command('start other https://a.b/2.mp4');
    await slack.until((now) => replies(now).length === 2);
    expect(trtc.calls).toHaveLength(2);
  });

  test('takes a UserSig from teams that do not give the bot their key, and demands it of them', async () => {
    const { slack, trtc } = await stageFor({ settings: { TRTC_SDK_SECRET_KEY: '' } });
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'r', url: 'https://a.b/1.mp4' });
    await slack.person(alice).submit(form.id);
    expect(Object.keys(slack.person(alice).form?.errors ?? {})).toEqual(['user', 'user-sig']);

    slack.person(alice).fill(form.id, { user: 'robot123', 'user-sig': 'eJnotvalid' });
    await slack.person(alice).submit(form.id);
    const { reply } = await answered(slack);
    expect(trtc.calls[0]?.params).toMatchObject({ UserId: 'robot123', UserSig: 'eJnotvalid' });
    expect(reply.text).toContain('InvalidParameter.UserSig');
  });

  test('takes what phones and other keyboards put into its fields', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, {
      room: '\u200Broom\u00AD123\uFE0F\u3000',
      url: '“<https://a.b/te\u200Bst.mp4?x=1&amp;y=2|a.b/test.mp4?x=1&amp;y=2>”',
      repeat: '－１',
      'max-duration': '１２０',
      volume: '\u202A٩٠\u202C',
      user: '`robot\u2060123`',
    });
    await slack.person(alice).submit(form.id);
    await answered(slack);
    expect(trtc.calls[0]?.params).toMatchObject({
      RoomId: 'room123',
      StreamUrl: 'https://a.b/test.mp4?x=1&y=2',
      RepeatNum: -1,
      MaxDuration: 120,
      Volume: 90,
      UserId: 'robot123',
    });
  });

  test.each([
    ['of another keyboard', 'ｒｏｏｍ１'],
    ['in quotes', '"room123"'],
    ['as a link', '<http://room.live|room.live>'],
  ])('guesses no room from one %s', async (_, room) => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room, url: 'https://a.b/test.mp4' });
    await slack.person(alice).submit(form.id);
    expect(Object.keys(slack.person(alice).form?.errors ?? {})).toEqual(['room']);
    expect(trtc.calls).toHaveLength(0);
  });

  test('that Slack does not open is answered in words', async () => {
    const { slack } = await stageFor();
    slack.fail({ kind: 'error', error: 'expired_trigger_id' }, { method: 'views.open' });
    await slack.person(alice).command('');
    expect((await whispered(slack)).text).toContain('`expired_trigger_id`');
  });
});
