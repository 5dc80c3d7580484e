import { CannotNotifyNow, IngestError, Interrupted } from '../../ingest/errors.ts';
import type { Logger } from '../../ingest/runtime.ts';
import { PaceTooSlow } from '../api/pace.ts';
import { refusalKind, retryAfterMs, slackReason } from '../api/slack-error.ts';

/** What became of a call: Slack did it, or will never do it. */
export type Done<T> = { ok: true; value: T } | { ok: false; isMessageGone: boolean };

/** Does a call of Slack. Throws CannotNotifyNow if Slack may take it later, and what was not Slack's doing. */
export async function orLater<T>(call: () => Promise<T>, logger: Logger): Promise<Done<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (!isForSlackToSay(error) && !(error instanceof Interrupted)) throw error;
    const kind = refusalKind(error);
    if (kind === 'passing') {
      const reason = error instanceof Interrupted ? 'the bot is being stopped' : slackReason(error);
      throw new CannotNotifyNow(reason, { retryAfterMs: retryAfterMs(error) }, { cause: error });
    }
    logger.warn({ error, reason: slackReason(error) }, 'Slack will not take a message');
    return { ok: false, isMessageGone: kind === 'message-gone' };
  }
}

/** Whatever is none of ours comes from Slack, or from the way there. */
export function isForSlackToSay(error: unknown): boolean {
  return !(error instanceof IngestError || error instanceof PaceTooSlow);
}
