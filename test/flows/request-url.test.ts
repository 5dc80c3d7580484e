import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { people, stageFor } from '../support/bot-stage.ts';

const alice = people.alice.id;

/**
 * An app that is made from a manifest has an address that nobody has verified: https://docs.slack.dev/apis/events-api#url-verification.
 * Reported by others: conversation-connector 48, n8n 19113 and 22776, node-slack-sdk 972, python-slack-events-api 104.
 */
describe('Before Slack has verified the address,', () => {
  async function unverified(signingSecret?: string) {
    const stage = await stageFor();
    const url = `http://127.0.0.1:${stage.port}/slack/events`;
    stage.slack.deliverTo({
      mode: 'http',
      url,
      verified: false,
      ...(signingSecret === undefined ? {} : { signingSecret }),
    });
    return stage;
  }

  test('Home stays empty and commands are answered; the bot answers the challenge, and Home is there', async () => {
    const { slack } = await unverified();
    expect((await slack.person(alice).openHome()).status).toBe(0);
    await slack.person(alice).command('help');
    await slack.until((now) => now.ephemerals.length === 1);
    expect(slack.homes).toEqual([]);

    expect(await slack.verifyUrl()).toBe(true);
    expect((await slack.person(alice).openHome()).status).toBe(200);
    await slack.until((now) => now.homes.length === 1);
  });

  test('a bot with another signing secret does not pass', async () => {
    const { slack } = await unverified('another');
    expect(await slack.verifyUrl()).toBe(false);
    expect((await slack.person(alice).openHome()).status).toBe(0);
  });

  test.each(['docs/setup.md', 'manifest.yml'])('%s says what to do, and what is empty until then', (file) => {
    const words = readFileSync(file, 'utf8').replaceAll(/[#*\s]+/g, ' ');
    expect(words).toMatch(/Event Subscriptions → Retry/);
    expect(words).toMatch(/Until then Slack sends no events, so the (app's )?Home tab stays empty/);
  });
});
