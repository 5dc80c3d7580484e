import type { WebClient } from '@slack/web-api';
import type { AccessPolicy } from '../../ingest/access.ts';
import { channel as channelName, code, group, listing } from '../blocks/mrkdwn.ts';
import { botScopes } from '../scopes.ts';
import { slackReason } from '../slack-error.ts';
import { tokenRefusals } from '../token-verdict.ts';
import { broken, type Check, type Finding, fine, warning } from './finding.ts';

const reachSlack = 'Check the network between the bot and Slack (SLACK_API_URL), and status.slack.com.';
const reinstall =
  'Reinstall the app from manifest.yml, put its Bot User OAuth Token into SLACK_BOT_TOKEN, and restart the bot.';
const newToken =
  'Put the Bot User OAuth Token of the installed app into SLACK_BOT_TOKEN, and restart the bot.';

/** What to do about Slack's words for failures that any call can meet. */
const remedies = new Map([
  ['slack_unreachable', reachSlack],
  ['missing_scope', reinstall],
  ...[...tokenRefusals].map((reason) => [reason, newToken] as const),
]);

function remedyFor(reason: string, own: Readonly<Record<string, string>> = {}): string {
  return (
    own[reason] ??
    remedies.get(reason) ??
    "Try again in a minute; if it stays so, look the word up in Slack's API documentation."
  );
}

/** The bot's token, and what Slack lets it do. */
export function tokenCheck(web: WebClient): Check {
  return {
    subject: 'The bot token',
    whenSilent: reachSlack,
    async run() {
      try {
        const { user, team, response_metadata } = await web.auth.test();
        const who = `the bot is ${code(user ?? '')} in ${code(team ?? '')}`;
        return [fine(`The bot token works: ${who}.`), ...scopeFindings(response_metadata?.scopes)];
      } catch (error) {
        const reason = slackReason(error);
        return [broken(`The bot token did not work (${code(reason)}).`, remedyFor(reason))];
      }
    },
  };
}

function scopeFindings(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined) return [warning('Slack did not say which scopes the bot has.', reinstall)];
  const needed: readonly string[] = botScopes;
  const missing = needed.filter((scope) => !granted.includes(scope));
  const extra = granted.filter((scope) => !needed.includes(scope));
  const names = (scopes: readonly string[]) => listing(scopes.map((scope) => code(scope)));
  return [
    missing.length > 0
      ? broken(`The app lacks ${scopesInWords(missing)} ${names(missing)}.`, reinstall)
      : fine('The app has every scope that it needs.'),
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

function scopesInWords(scopes: readonly string[]): string {
  return scopes.length === 1 ? 'the scope' : 'the scopes';
}

/**
 * Whether the bot can write where the person is. Of Slack's methods, chat.postEphemeral alone tells that with
 * chat:write and without anything that others see: it is refused where a card would be.
 */
export function channelCheck(web: WebClient, { user, channel }: { user: string; channel: string }): Check {
  const invite = 'Invite it there with `/invite`; direct messages between people are out of its reach.';
  const place = /^[CG]/.test(channel) ? channelName(channel) : 'this conversation';
  return {
    subject: 'Writing in this channel',
    whenSilent: reachSlack,
    async run() {
      try {
        await web.chat.postEphemeral({ channel, user, text: '🩺 Looking… Only you see this.' });
        return [fine(`The bot can write in ${place}.`)];
      } catch (error) {
        const reason = slackReason(error);
        const remedy = remedyFor(reason, {
          not_in_channel: invite,
          channel_not_found: invite,
          is_archived: 'The channel is archived: use another.',
        });
        return [broken(`The bot cannot write in ${place} (${code(reason)}).`, remedy)];
      }
    },
  };
}

/** The user groups of the settings, each by itself. */
export function groupChecks(web: WebClient, policy: AccessPolicy): Check[] {
  const groups = new Set([...policy.adminGroups, ...policy.groups]);
  return [...groups].map((id) => {
    const settings = [
      ...(policy.adminGroups.has(id) ? ['INGEST_ADMINS'] : []),
      ...(policy.groups.has(id) ? ['INGEST_ALLOWLIST'] : []),
    ];
    return groupCheck(web, id, listing(settings));
  });
}

function groupCheck(web: WebClient, id: string, setting: string): Check {
  const subject = `The user group ${group(id)} of ${setting}`;
  return {
    subject,
    whenSilent: reachSlack,
    async run() {
      try {
        const { users = [] } = await web.usergroups.users.list({ usergroup: id });
        return [
          users.length === 0
            ? warning(`${subject} has no members.`, 'Add people to it in Slack.')
            : fine(`${subject} can be read, and has ${users.length} member${users.length === 1 ? '' : 's'}.`),
        ];
      } catch (error) {
        const reason = slackReason(error);
        const remedy = remedyFor(reason, {
          no_such_subteam: `There is no active group ${code(id)}: correct ${setting}.`,
        });
        return [broken(`${subject} cannot be read (${code(reason)}).`, remedy)];
      }
    },
  };
}
