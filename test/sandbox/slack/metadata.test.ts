import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChatPostMessageResponse, WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import { botToken, closeAll, general, newSlack, quiet } from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;

beforeAll(async () => {
  slack = await newSlack();
  client = new WebClient(botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: quiet,
  });
});
beforeEach(() => slack.reset());
afterAll(closeAll);

const metadata = { event_type: 'task_started', event_payload: { handle: 'k7f2qd', attempt: 1 } };
const post = (given: unknown): Promise<ChatPostMessageResponse> =>
  client.apiCall('chat.postMessage', { channel: general, text: 'a', metadata: given });
const kept = () => slack.messages(general)[0]?.metadata;

describe('metadata', () => {
  test('is kept with its message, sent as a form or as JSON', async () => {
    await post(metadata);
    await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: general, text: 'a', metadata }),
    });
    expect(slack.messages(general)).toMatchObject([{ metadata }, { metadata }]);
  });

  test('comes back without its payload where that was not asked for', async () => {
    expect((await post(metadata)).message).toMatchObject({ metadata: { event_type: 'task_started' } });
    expect(JSON.stringify(slack.calls[0]?.answer)).not.toContain('k7f2qd');
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'invalid_metadata_format'],
    ['a list', '[]', 'invalid_metadata_format'],
    ['no payload', { event_type: 'task_started' }, 'invalid_metadata_schema'],
    ['a payload that is no object', { ...metadata, event_payload: ['a'] }, 'invalid_metadata_schema'],
    ['too much', { ...metadata, event_payload: { note: 'x'.repeat(8000) } }, 'metadata_too_large'],
  ])('that is %s is refused, and nothing is written', async (_, given, error) => {
    await expect(post(given)).rejects.toMatchObject({ data: { ok: false, error } });
    expect(slack.messages(general)).toEqual([]);
  });

  test.each([
    ['no type', { event_payload: {} }],
    ['a type with a dot', { ...metadata, event_type: 'task.started' }],
  ])('with %s is ignored with a warning, and the message is written', async (_, given) => {
    expect(await post(given)).toMatchObject({
      ok: true,
      warning: 'invalid_metadata_schema',
      response_metadata: { warnings: ['invalid_metadata_schema'] },
    });
    expect(slack.messages(general)).toMatchObject([{ text: 'a' }]);
    expect(kept()).toBeUndefined();
  });
});

describe('an update', () => {
  const update = async (more: object) => {
    const { ts } = await post(metadata);
    return client.apiCall('chat.update', { channel: general, ts, text: 'b', ...more });
  };

  test('without metadata keeps what the message has', async () => {
    await update({});
    expect(slack.messages(general)).toMatchObject([{ text: 'b', metadata }]);
  });

  test('with metadata replaces it', async () => {
    const next = { event_type: 'task_ended', event_payload: {} };
    await update({ metadata: next });
    expect(kept()).toEqual(next);
  });

  test('with an empty object takes it away', async () => {
    await update({ metadata: {} });
    expect(kept()).toBeUndefined();
  });

  test('with metadata of a wrong type keeps what the message has, with a warning', async () => {
    expect(await update({ metadata: { event_type: 'a b' } })).toMatchObject({
      warning: 'invalid_metadata_schema',
    });
    expect(kept()).toEqual(metadata);
  });

  test('with metadata of a wrong form changes nothing', async () => {
    await expect(update({ metadata: '{' })).rejects.toThrow('invalid_metadata_format');
    expect(slack.messages(general)).toMatchObject([{ text: 'a', metadata }]);
  });
});
