import { afterEach, expect, test } from '@jest/globals';
import { LogLevel, WebClient } from '@slack/web-api';
import { type SlackStandIn, startSlack } from '../../../sandbox/slack/index.ts';
import { noProxies, routeTo } from '../../../src/network/route.ts';
import { botScopes, optionalScopes } from '../../../src/slack/api/scopes.ts';
import { tokenCheck } from '../../../src/slack/doctor/slack-checks.ts';

const remedy =
  'Reinstall the app from manifest.yml, put its Bot User OAuth Token into SLACK_BOT_TOKEN, and restart the bot.';
const directly = routeTo(new URL('https://slack.com/api/'), noProxies);
let slack: SlackStandIn | undefined;

afterEach(() => slack?.close());

async function foundWith(scopes: readonly string[]) {
  slack = await startSlack({
    botToken: 'xoxb-1',
    signingSecret: 'secret',
    botScopes: [...scopes],
    people: [],
    channels: [],
    groups: [],
  });
  const web = new WebClient('xoxb-1', { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR });
  const [token, ...rest] = await tokenCheck(web, directly).run();
  expect(token?.level).toBe('fine');
  return rest;
}

test('The scopes of the manifest are enough', async () => {
  expect(await foundWith([...botScopes, ...optionalScopes])).toEqual([
    { level: 'fine', fact: 'The app has every scope that it needs.' },
  ]);
});

test('Without a scope that may be left out, it says what is', async () => {
  expect(await foundWith(botScopes)).toEqual([
    { level: 'fine', fact: 'The app has every scope that it needs.' },
    {
      level: 'fine',
      fact: 'The rows of a show can be pasted; a file needs the scope `files:read`, which the app lacks.',
    },
  ]);
});

test('Scopes that are missing are named, with what to do', async () => {
  expect(await foundWith(['commands', 'chat:write', 'files:read'])).toEqual([
    {
      level: 'broken',
      fact: 'The app lacks the scopes `channels:history`, `groups:history`, `im:history`, `mpim:history`, `usergroups:read` and `users:read`.',
      remedy,
    },
  ]);
});

test('Scopes that nobody needs are a warning', async () => {
  expect(await foundWith([...botScopes, 'files:read', 'reactions:read'])).toEqual([
    { level: 'fine', fact: 'The app has every scope that it needs.' },
    {
      level: 'warning',
      fact: 'The app has the scope `reactions:read` and does not need that.',
      remedy: 'Take it out of the app at api.slack.com/apps, and reinstall the app.',
    },
  ]);
});
