import type { WebClient } from '@slack/web-api';
import type { AccessPolicy } from '../../ingest/access.ts';
import type { Route } from '../../network/route.ts';
import { botScopes, optionalScopes } from '../api/scopes.ts';
import { slackReason } from '../api/slack-error.ts';
import { tokenRefusals } from '../api/token-verdict.ts';
import { channel as channelName, code, group, listing } from '../format/mrkdwn.ts';
import { broken, type Check, type Finding, fine, warning } from './finding.ts';
import { reach, saysOfProxy } from './reach.ts';

const reinstall =
  'Reinstall the app from manifest.yml, put its Bot User OAuth Token into SLACK_BOT_TOKEN, and restart the bot.';
const newToken =
  'Put the Bot User OAuth Token of the installed app into SLACK_BOT_TOKEN, and restart the bot.';

/** What to do about Slack's words for failures that any call can meet. */
const remedies = new Map([
  ['missing_scope', reinstall],
  ...[...tokenRefusals].map((reason) => [reason, newToken] as const),
]);

function reachSlack(route: Route): string {
  return `${reach('Slack', route)}, and status.slack.com.`;
}

/** What a call that failed says: a fact that is ended by Slack's word for it, and by the proxy's trouble if it is that. */
function failed(
  fact: string,
  error: unknown,
  route: Route,
  own: Readonly<Record<string, string>> = {},
): Finding {
  const reason = slackReason(error);
  const remedy =
    reason === 'slack_unreachable'
      ? reachSlack(route)
      : (own[reason] ??
        remedies.get(reason) ??
        "Try again in a minute; if it stays so, look the word up in Slack's API documentation.");
  return broken(`${fact} (${code(reason)}).${saysOfProxy(error)}`, remedy);
}

/** The bot's token, and what Slack lets it do. */
export function tokenCheck(web: WebClient, route: Route): Check {
  return {
    subject: 'The bot token',
    whenSilent: reachSlack(route),
    async run() {
      try {
        const { user, team, response_metadata } = await web.auth.test();
        const who = `the bot is ${code(user ?? '')} in ${code(team ?? '')}`;
        return [fine(`The bot token works: ${who}.`), ...scopeFindings(response_metadata?.scopes)];
      } catch (error) {
        return [failed('The bot token did not work', error, route)];
      }
    },
  };
}

function scopeFindings(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined) return [warning('Slack did not say which scopes the bot has.', reinstall)];
  const needed: readonly string[] = botScopes;
  const missing = needed.filter((scope) => !granted.includes(scope));
  const optional: readonly string[] = optionalScopes;
  const extra = granted.filter((scope) => ![...needed, ...optional].includes(scope));
  const names = (scopes: readonly string[]) => listing(scopes.map((scope) => code(scope)));
  return [
    missing.length > 0
      ? broken(`The app lacks ${scopesInWords(missing)} ${names(missing)}.`, reinstall)
      : fine('The app has every scope that it needs.'),
    ...optionalScopes.flatMap((scope) => (granted.includes(scope) ? [] : [fine(without[scope])])),
    ...(extra.length > 0
      ? [
          warning(
            `The app has ${scopesInWords(extra)} ${names(extra)} and does not need that.`,
            'Take it out of the app at api.slack.com/apps, and reinstall the app.',
          ),
        ]
      : []),
  ];
}

/** What is left out without a scope. */
const without: Record<(typeof optionalScopes)[number], string> = {
  'files:read': 'The rows of a show can be pasted; a file needs the scope `files:read`, which the app lacks.',
};

function scopesInWords(scopes: readonly string[]): string {
  return scopes.length === 1 ? 'the scope' : 'the scopes';
}

/**
 * Whether the bot can write where the person is. Of Slack's methods, chat.postEphemeral alone tells that with
 * chat:write and without anything that others see: it is refused where a card would be.
 */
export function channelCheck(
  web: WebClient,
  { user, channel }: { user: string; channel: string },
  route: Route,
): Check {
  const invite = 'Invite it there with `/invite`; direct messages between people are out of its reach.';
  const place = /^[CG]/.test(channel) ? channelName(channel) : 'this conversation';
  return {
    subject: 'Writing in this channel',
    whenSilent: reachSlack(route),
    async run() {
      try {
        await web.chat.postEphemeral({ channel, user, text: '🩺 Looking… Only you see this.' });
        return [fine(`The bot can write in ${place}.`)];
      } catch (error) {
        const own = {
          not_in_channel: invite,
          channel_not_found: invite,
          is_archived: 'The channel is archived: use another.',
        };
        return [failed(`The bot cannot write in ${place}`, error, route, own)];
      }
    },
  };
}

/** The user groups of the settings, each by itself. */
export function groupChecks(web: WebClient, policy: AccessPolicy, route: Route): Check[] {
  const groups = new Set([...policy.adminGroups, ...policy.groups]);
  return [...groups].map((id) => {
    const settings = [
      ...(policy.adminGroups.has(id) ? ['INGEST_ADMINS'] : []),
      ...(policy.groups.has(id) ? ['INGEST_ALLOWLIST'] : []),
    ];
    return groupCheck(web, id, listing(settings), route);
  });
}

function groupCheck(web: WebClient, id: string, setting: string, route: Route): Check {
  const subject = `The user group ${group(id)} of ${setting}`;
  return {
    subject,
    whenSilent: reachSlack(route),
    async run() {
      try {
        const { users = [] } = await web.usergroups.users.list({ usergroup: id });
        return [
          users.length === 0
            ? warning(`${subject} has no members.`, 'Add people to it in Slack.')
            : fine(`${subject} can be read, and has ${users.length} member${users.length === 1 ? '' : 's'}.`),
        ];
      } catch (error) {
        const own = { no_such_subteam: `There is no active group ${code(id)}: correct ${setting}.` };
        return [failed(`${subject} cannot be read`, error, route, own)];
      }
    },
  };
}
