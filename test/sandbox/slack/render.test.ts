import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import { ago } from '../../../sandbox/slack/ago.ts';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import { readable } from '../../../sandbox/slack/mrkdwn.ts';
import { renderChannel, renderEphemeral, renderView } from '../../../sandbox/slack/render.ts';
import {
  alice,
  closeAll,
  general,
  listenOnHttp,
  newApp,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

/** 18:02 UTC */
const clock = Date.UTC(2026, 0, 2, 18, 2);
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  slack = await newSlack({ now: () => clock });
  client = newClient(slack);
});
afterEach(closeAll);

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const button = (text: string) => ({ type: 'button' as const, action_id: text, text: plain(text) });

describe('mrkdwn', () => {
  test.each([
    ['<@U0ALICE> and <@U0NONE|eve>', '@alice and @eve'],
    ['in <#C0GENERAL> and <#C0NONE|x>', 'in #general and #x'],
    ['<!subteam^S0OPS> <!here> <!channel|channel>', '@ops @here @channel'],
    ['<https://a.b/c_d_e> <https://a.b|docs>', 'https://a.b/c_d_e docs (https://a.b)'],
    ['&lt;@U0ALICE&gt; &amp; &amp;lt;', '<@U0ALICE> & &lt;'],
    [`since <!date^${clock / 1000}^{time}|18:02>`, 'since 18:02'],
    [`<!date^${clock / 1000}^{date_short} at {time_secs}|x>`, '2026-01-02 at 18:02:00'],
    ['*room_1_a* is _live_, ~not~ 2*3*4', 'room_1_a is live, not 2*3*4'],
    ['`*task* :x:` *<@U0ALICE>*', '`*task* :x:` @alice'],
    [':white_check_mark: Started :unknown: at 12:30:45', '✅ Started :unknown: at 12:30:45'],
  ])('%s reads %s', (text, shown) => {
    expect(readable(text, slack)).toBe(shown);
  });

  test.each([
    [0, '0 seconds ago'],
    [59_999, '59 seconds ago'],
    [60_000, '1 minute ago'],
    [3_599_999, '59 minutes ago'],
    [3_600_000, '1 hour ago'],
    [26 * 3_600_000, '1 day ago'],
    [-120_000, 'in 2 minutes'],
  ])('after %d ms {ago} is %s', (ms, shown) => {
    expect(ago(clock, clock + ms)).toBe(shown);
    expect(readable(`since <!date^${clock / 1000}^{time}, {ago}|18:02>`, slack)).toMatch(
      /^since 18:02, \d+ days ago$/,
    );
  });
});

test('a channel shows threads below their roots, buttons, edits and broadcasts', async () => {
  slack.person(alice).say('let us start');
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'old' });
  await client.chat.update({
    channel: general,
    ts,
    text: 'room1 is live',
    blocks: [
      { type: 'header', text: plain('Ingest') },
      {
        type: 'section',
        text: mrkdwn(':large_green_circle: *room1* is live · <@U0ALICE>'),
        accessory: button('Stop'),
      },
      { type: 'section', fields: [mrkdwn('*Region*\nap-singapore'), mrkdwn('Robot')] },
      { type: 'context', elements: [mrkdwn('a.b/test.mp4 &amp; more')] },
      { type: 'divider' },
      { type: 'actions', elements: [button('Pause'), button('Volume & speed')] },
    ],
  });
  await client.chat.postMessage({ channel: general, thread_ts: ts, text: 'TaskId `x`\nRequestId `y`' });
  await client.chat.postMessage({
    channel: general,
    thread_ts: ts,
    text: 'It failed',
    reply_broadcast: true,
  });

  expect(renderChannel(slack, general)).toBe(
    [
      '#general',
      '─'.repeat(78),
      '18:02  alice',
      '       let us start',
      '18:02  ingest APP  (edited)',
      '       ━ Ingest ━',
      `       ${'🟢 room1 is live · @alice'.padEnd(60)}  [Stop]`,
      `       ${'Region ap-singapore'.padEnd(36)}Robot`,
      '       a.b/test.mp4 & more',
      `       ${'─'.repeat(60)}`,
      '       [Pause] [Volume & speed]',
      '       ↳ 18:02  ingest APP',
      '                TaskId `x`',
      '                RequestId `y`',
      '       ↳ 18:02  ingest APP  (also sent to the channel)',
      '                It failed',
      '18:02  ingest APP  (replied in a thread)',
      '       It failed',
    ].join('\n'),
  );
});

test('what one person sees is marked, and in the channel for that person alone', async () => {
  await client.chat.postEphemeral({ channel: general, user: alice, text: 'Unknown option `--rom`' });
  const [seen] = slack.ephemerals;
  if (seen === undefined) throw new Error('nothing is seen');
  const shown = '18:02  ingest APP  · Only visible to you\n       Unknown option `--rom`';
  expect(renderEphemeral(slack, seen)).toBe(shown);
  expect(renderChannel(slack, general, alice)).toContain(shown);
  expect(renderChannel(slack, general)).not.toContain('--rom');
});

test('a form shows what its fields hold and what is wrong with them', async () => {
  const app = newApp(slack);
  app.command('/ingest', async ({ ack, body }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'start',
        title: plain('Start a stream'),
        submit: plain('Start'),
        blocks: [
          {
            type: 'input',
            block_id: 'room',
            label: plain('Room'),
            hint: plain('As in the client'),
            element: { type: 'plain_text_input', placeholder: plain('room123') },
          },
          {
            type: 'input',
            block_id: 'kind',
            label: plain('Kind'),
            element: {
              type: 'radio_buttons',
              options: ['String', 'Integer'].map((text) => ({ text: plain(text), value: text })),
              initial_option: { text: plain('String'), value: 'String' },
            },
          },
          {
            type: 'input',
            block_id: 'who',
            optional: true,
            label: plain('Who'),
            element: { type: 'users_select' },
          },
        ],
      },
    });
  });
  app.view('start', ({ ack }) => ack({ response_action: 'errors', errors: { room: 'Already live.' } }));
  await listenOnHttp(slack, app);
  const person = slack.person(alice);
  await person.command('');
  const view = await slack.until(() => person.form);
  expect(renderView(slack, view)).toContain('│ [ room123');
  person.fill(view, { Room: 'r1', Who: '@alice' });
  await person.submit(view);

  expect(renderView(slack, view)).toBe(
    [
      '┌─ Start a stream '.padEnd(78, '─'),
      '│ Room',
      `│ [ ${'r1'.padEnd(30)} ]`,
      '│ ⚠ Already live.',
      '│ As in the client',
      '│',
      '│ Kind',
      '│ (•) String   ( ) Integer',
      '│',
      '│ Who (optional)',
      `│ [ ${'@alice'.padEnd(30)} ▾ ]`,
      '│',
      '└─ [Cancel] [Start] '.padEnd(78, '─'),
    ].join('\n'),
  );
});
