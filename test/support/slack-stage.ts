import { setImmediate } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { LogLevel } from '@slack/bolt';
import { type PaceRules, type SlackStandIn, startSlack } from '../../sandbox/slack/index.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { watchedFetch } from '../../src/slack/api/api-call.ts';
import { fetchWhole } from '../../src/slack/api/fetch.ts';
import { createPace, type Pace, slackPace } from '../../src/slack/api/pace.ts';
import { botScopes, optionalScopes } from '../../src/slack/api/scopes.ts';
import { createWebClients, type WebClients } from '../../src/slack/api/web-clients.ts';
import { localPace } from '../../src/storage/local/pace.ts';

export const live = 'C0LIVE';
export const alice = 'U0ALICE';

export interface SlackStage {
  slack: SlackStandIn;
  web: WebClients;
  pace: Pace;
  /** Resolves when the bot waits for no answer of Slack, or for so many that do not come, and all that follows is done. */
  quiet(unanswered?: number): Promise<void>;
  logged: { level: string; facts: Record<string, unknown> }[];
  logger: Record<'info' | 'warn' | 'error', (facts: Record<string, unknown>) => void>;
}

const open: SlackStandIn[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((slack) => slack.close()));
});

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Of the event loop: more than lie between an answer and the next call. */
const quietTurns = 5;

/** A workspace with alice, who is in a channel with the bot, and the clients of the bot. */
export async function slackStage(
  options: { now?: () => number; without?: string; pace?: PaceRules } = {},
): Promise<SlackStage> {
  const { now = Date.now, without, pace: rules } = options;
  const slack = await startSlack({
    botToken: 'xoxb-stage',
    signingSecret: 'signing-secret',
    botScopes: [...botScopes, ...optionalScopes].filter((scope) => scope !== without),
    people: [{ id: alice, name: 'alice' }],
    channels: [
      { id: live, name: 'live-ops', members: [alice], botIsMember: true },
      { id: 'C0ELSE', name: 'elsewhere', members: [alice], botIsMember: false },
      { id: 'C0OLD', name: 'old-shows', members: [alice], botIsMember: true, archived: true },
    ],
    groups: [],
    now,
    ...(rules === undefined ? {} : { pace: rules }),
  });
  open.push(slack);
  let underWay = 0;
  const fetchCounted: typeof fetchWhole = async (...given) => {
    underWay += 1;
    try {
      return await fetchWhole(...given);
    } finally {
      underWay -= 1;
    }
  };
  const quiet = async (unanswered = 0) => {
    for (let turns = 0; turns < quietTurns; turns += 1) {
      await setImmediate();
      if (underWay > unanswered) turns = 0;
    }
  };
  const web = createWebClients({
    token: new Secret('xoxb-stage'),
    apiUrl: slack.apiUrl,
    logger: silent,
    fetch: watchedFetch(slack.apiUrl, {
      fetch: fetchCounted,
      stopwatch: () => performance.now(),
      onCall: () => {},
    }),
    retry: { retries: 0, minTimeout: 1, factor: 1, randomize: false },
  });
  const logged: SlackStage['logged'] = [];
  const log = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
  const pace = createPace({ shared: localPace(now), limits: slackPace, clock: now });
  return {
    slack,
    web,
    pace,
    quiet,
    logged,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
  };
}

/** How often the bot called a method. */
export function callsOf({ slack }: SlackStage, method: string): number {
  return slack.calls.filter((call) => call.method === method).length;
}
