import bolt from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { type SlackOptions, type SlackStandIn, startSlack } from '../../sandbox/slack/index.ts';

export const botToken = 'xoxb-test';
export const appToken = 'xapp-test';
export const signingSecret = 'signing-secret';
export const general = 'C0GENERAL';
export const alice = 'U0ALICE';
export const bob = 'U0BOB';

/** A workspace with one of every kind. */
export function options(more: Partial<SlackOptions> = {}): SlackOptions {
  return {
    botToken,
    appToken,
    signingSecret,
    botScopes: [
      'commands',
      'chat:write',
      'users:read',
      'usergroups:read',
      'channels:history',
      'groups:history',
      'im:history',
      'channels:read',
      'groups:read',
      'im:read',
      'im:write',
    ],
    people: [
      { id: alice, name: 'alice' },
      { id: bob, name: 'bob', guest: 'single' },
      { id: 'U0GONE', name: 'gone', deleted: true },
      { id: 'U0AWAY', name: 'away', stranger: true },
      { id: 'U0ROBOT', name: 'robot', bot: true },
    ],
    channels: [
      { id: general, name: 'general', members: [alice, bob], botIsMember: true },
      { id: 'C0OTHER', name: 'other', members: [alice], botIsMember: false },
      { id: 'C0OLD', name: 'old', members: [alice], botIsMember: true, archived: true },
      { id: 'G0SECRET', name: 'secret', private: true, members: [alice], botIsMember: false },
    ],
    groups: [
      { id: 'S0OPS', handle: 'ops', users: [alice] },
      { id: 'S0OLD', handle: 'old-ops', users: [bob], disabled: true },
    ],
    ...more,
  };
}

export const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => bolt.LogLevel.ERROR,
  setName() {},
};

/** A client of the stand-in that makes each call once. */
export function newClient({ apiUrl }: Pick<SlackStandIn, 'apiUrl'>, token = botToken): WebClient {
  return new WebClient(token, { slackApiUrl: apiUrl, logger: quiet, retryConfig: { retries: 0 } });
}

/** A Bolt app of which Slack is the stand-in. */
export function newApp(slack: SlackStandIn, more: bolt.AppOptions = {}): bolt.App {
  return new bolt.App({
    token: botToken,
    signingSecret,
    logger: quiet,
    deferInitialization: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    ...more,
  });
}

const open: (() => Promise<unknown>)[] = [];

export async function newSlack(more: Partial<SlackOptions> = {}): Promise<SlackStandIn> {
  const slack = await startSlack(options(more));
  open.push(() => slack.close());
  return slack;
}

/** Starts the app on a free port and tells Slack where it is; Slack signs with `secret`. */
export async function listenOnHttp(
  slack: SlackStandIn,
  app: bolt.App,
  secret = signingSecret,
): Promise<void> {
  await app.init();
  const server = await app.start(0);
  open.push(() => app.stop());
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('the app listens nowhere');
  slack.deliverTo({
    mode: 'http',
    url: `http://127.0.0.1:${address.port}/slack/events`,
    signingSecret: secret,
  });
}

/** Ends what the test has started, last first. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export function closeLater(close: () => Promise<unknown>): void {
  open.push(close);
}
