import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import type { Fault, SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  botToken,
  closeAll,
  closeLater,
  general,
  listenOnHttp,
  newApp,
  newSlack,
  quiet,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;
/** Does not wait for what does not come. */
let hurried: WebClient;

beforeAll(async () => {
  slack = await newSlack({ ackWithinMs: 100 });
  const options = {
    slackApiUrl: slack.apiUrl,
    logger: quiet,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
  client = new WebClient(botToken, options);
  hurried = new WebClient(botToken, { ...options, timeout: 200 });
});
beforeEach(() => slack.reset());
afterAll(closeAll);

const post = (text = 'a', channel = general, by = client) => by.chat.postMessage({ channel, text });

describe('a failure on demand', () => {
  test.each<[string, Fault, new (...args: never[]) => Error, number]>([
    ['an error of the platform', { kind: 'error', error: 'internal_error' }, WebAPIPlatformError, 0],
    ['too many requests', { kind: 'rate-limited', retryAfterSeconds: 0 }, WebAPIRateLimitedError, 0],
    ['a broken gateway', { kind: 'http', status: 502 }, WebAPIHTTPError, 0],
    ['a cut connection', { kind: 'reset' }, WebAPIRequestError, 0],
    ['no answer', { kind: 'stall' }, WebAPIRequestError, 0],
    ['a lost answer, with the message written', { kind: 'lose-answer' }, WebAPIRequestError, 1],
  ])('is %s, once', async (_, fault, kind, written) => {
    slack.fail(fault);
    const by = fault.kind === 'stall' ? hurried : client;
    await expect(post('a', general, by)).rejects.toBeInstanceOf(kind);
    expect(slack.messages(general)).toHaveLength(written);
    expect((await post()).ok).toBe(true);
  });

  test('says when to come back', async () => {
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
  });

  test('delays and then does it', async () => {
    slack.fail({ kind: 'delay', ms: 1 });
    expect((await post()).ok).toBe(true);
  });

  test('happens in one place, as often as was said', async () => {
    slack.fail(
      { kind: 'error', error: 'fatal_error' },
      { method: 'chat.postMessage', channel: general, times: 2 },
    );
    await client.auth.test();
    await post('a', alice);
    await expect(post()).rejects.toThrow('fatal_error');
    await expect(post()).rejects.toThrow('fatal_error');
    expect((await post()).ok).toBe(true);
  });
});

describe('a failure until further notice', () => {
  const everyKindOfCall: (() => Promise<unknown>)[] = [
    () => client.auth.test(),
    () => post(),
    () => client.conversations.replies({ channel: general, ts: '1.000001' }),
  ];
  const faults: [string, Fault, string][] = [
    ...['token_revoked', 'account_inactive', 'invalid_auth', 'channel_not_found', 'is_archived'].map(
      (error): [string, Fault, string] => [error, { kind: 'error', error }, error],
    ),
    ['too many requests', { kind: 'rate-limited', retryAfterSeconds: 0 }, 'rate-limit'],
    ['a broken gateway', { kind: 'http', status: 503 }, '503'],
    ['a cut connection', { kind: 'reset' }, 'A request error occurred'],
    ['lost answers', { kind: 'lose-answer' }, 'A request error occurred'],
  ];

  test.each(faults)('hits every method with %s, and ends when it is taken back', async (_, fault, words) => {
    const takeBack = slack.fail(fault, { times: Number.POSITIVE_INFINITY });
    for (const call of [...everyKindOfCall, ...everyKindOfCall]) await expect(call()).rejects.toThrow(words);
    expect(slack.messages(general)).toHaveLength(fault.kind === 'lose-answer' ? 2 : 0);
    takeBack();
    await client.auth.test();
    expect((await post()).ok).toBe(true);
  });

  test('is taken back alone', async () => {
    const takeBack = slack.fail({ kind: 'error', error: 'fatal_error' }, { method: 'auth.test' });
    slack.fail({ kind: 'error', error: 'is_archived' }, { method: 'chat.postMessage', channel: general });
    takeBack();
    takeBack();
    await client.auth.test();
    await expect(post()).rejects.toThrow('is_archived');
  });
});

describe('an app that does not acknowledge', () => {
  test('in time is reported to the person', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closeLater(async () => {
      silent.closeAllConnections();
      silent.close();
    });
    slack.deliverTo({ mode: 'http', url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/` });
    const delivery = await slack.person(alice).command('');
    expect(delivery).toMatchObject({ status: 0, failure: 'operation_timeout' });
    expect(slack.complaints).toMatchObject([{ user: alice, kind: 'operation_timeout', about: '/ingest' }]);
  });

  test('because it is not there is reported too', async () => {
    slack.deliverTo({ mode: 'http', url: 'http://127.0.0.1:1/' });
    expect(await slack.person(alice).command('')).toMatchObject({ status: 0, failure: 'dispatch_failed' });
    expect(slack.complaints).toMatchObject([{ kind: 'dispatch_failed' }]);
  });

  test('because the signature is forged answers 401', async () => {
    const app = newApp(slack);
    let reached = false;
    app.command('/ingest', async ({ ack }) => {
      reached = true;
      await ack();
    });
    await listenOnHttp(slack, app, 'another-secret');
    expect(await slack.person(alice).command('')).toMatchObject({ status: 401 });
    expect(reached).toBe(false);
    expect(slack.complaints).toMatchObject([
      { kind: 'dispatch_failed', detail: 'the app answered with HTTP 401' },
    ]);
  });

  test('with something that is no message is reported, too', async () => {
    const app = newApp(slack);
    app.command('/ingest', ({ ack }) => ack({ text: 'a', blocks: [{ type: 'section' }] }));
    await listenOnHttp(slack, app);
    await slack.person(alice).command('');
    expect(slack.ephemerals).toEqual([]);
    expect(slack.complaints).toMatchObject([
      { kind: 'invalid_answer', detail: expect.stringContaining('invalid_blocks') },
    ]);
  });

  test('and one that nobody has named cannot be reached at all', async () => {
    const other = await newSlack();
    await expect(other.person(alice).command('')).rejects.toThrow('call deliverTo first');
  });
});

describe('changes', () => {
  test('are announced, and waited for without asking again and again', async () => {
    const kinds: string[] = [];
    const stop = slack.onChange((change) => kinds.push(change.kind));
    let looks = 0;
    const found = slack.until((now) => {
      looks += 1;
      return now.messages(general)[0]?.text;
    });
    await post('here');
    stop();
    expect(await found).toBe('here');
    expect(kinds).toEqual(['call', 'message', 'call']);
    expect(looks).toBe(3);
  });

  test('that never come end with Slack', async () => {
    const other = await newSlack();
    const waiting = other.until(() => undefined);
    const ended = expect(waiting).rejects.toThrow('Slack was closed while somebody waited');
    await other.close();
    await ended;
  });

  test('are forgotten by a reset', async () => {
    const dm = await client.conversations.open({ users: alice });
    await post();
    slack.fail({ kind: 'reset' });
    slack.reset();
    expect([slack.calls, slack.messages(general), slack.complaints]).toEqual([[], [], []]);
    expect(slack.channels.some((channel) => channel.id === dm.channel?.id)).toBe(false);
    expect((await post()).ok).toBe(true);
  });
});
