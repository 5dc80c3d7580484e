import { CannotPost, NotStarted, StoreDamaged, StoreUnavailable, TooLate } from '../../ingest/errors.ts';
import { newHandle } from '../../ingest/handle.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import { explained } from '../blocks/thread-news.ts';
import { channel, code, escapeText } from '../format/mrkdwn.ts';
import { isDirect } from '../format/payload.ts';

/**
 * The words for an error that ended a request before anything was started; `direct`: in direct messages. An unexpected one gets a
 * reference id, which the log has too.
 */
export function explain(
  error: unknown,
  { logger, random }: { logger: Logger; random: Random },
  { direct }: { direct?: boolean | undefined } = {},
): string {
  if (error instanceof CannotPost) {
    logger.warn({ error, channel: error.channel, reason: error.reason }, 'A card could not be posted');
    return cannotPost(error, direct === true);
  }
  if (error instanceof StoreDamaged) {
    logger.error({ error }, 'The store is damaged');
    return 'Nothing was done, since what the bot keeps on its disk is damaged. Tell whoever runs the bot: its log says what to do.';
  }
  if (error instanceof StoreUnavailable) {
    logger.error({ error }, 'The store is unavailable');
    return `${escapeText(error.message)} Try again in a minute; if it stays like this, tell whoever runs the bot.`;
  }
  if (error instanceof TooLate) return tooLate;
  if (error instanceof NotStarted) return `Nothing was started.\n${explained(error.failure)}`;
  const reference = newHandle(random);
  logger.error({ error, reference }, 'An unexpected error ended a request');
  return `Something went wrong in the bot. Whoever runs it finds the cause in its log under ${code(reference)}.`;
}

/** Whether the asker can ask otherwise, rather than something being out of order. */
export function canBeAskedOtherwise(error: unknown): boolean {
  return error instanceof CannotPost
    ? ['not_in_channel', 'channel_not_found', 'is_archived', 'is_inactive'].includes(error.reason)
    : error instanceof TooLate;
}

const tooLate =
  'The bot was away, and you asked for this more than ten minutes ago, so nothing was done. Ask again if you still want it.';

const amongPeople =
  'I cannot be in direct messages between people, so I cannot answer here: choose a channel that I am in, or give the command in my own messages.';

/** Slack says of private channels and of group messages alike that there is none, and does not always say which it is. */
function unseen(id: string): string {
  return `I am not in ${channel(id)}. If it is a private channel, invite me there with \`/invite\`, then start again; if it is a group message, which I cannot join, choose a channel.`;
}

function cannotPost({ channel: id, reason }: CannotPost, direct: boolean): string {
  switch (reason) {
    case 'not_in_channel':
      return `I am not in ${channel(id)}: invite me there with \`/invite\`, then start again.`;
    case 'channel_not_found':
      return direct || isDirect(id) ? amongPeople : unseen(id);
    case 'is_archived':
    case 'is_inactive':
      return `${channel(id)} is archived: choose another channel to answer in.`;
    case 'ratelimited':
      return `Slack takes no more messages in ${channel(id)} within ten minutes of your asking, so nothing was started: choose another channel to answer in, or start again later.`;
    case 'slack_unreachable':
      return `Slack did not take the message for ${channel(id)}: try again in a minute.`;
    case 'account_inactive':
    case 'invalid_auth':
    case 'not_authed':
    case 'token_expired':
    case 'token_revoked':
      return `Slack does not take the bot's token any more (it says ${code(reason)}): tell whoever runs the bot.`;
    default:
      return `I cannot write in ${channel(id)} (Slack says ${code(reason)}): choose another channel, or ask a workspace admin.`;
  }
}
