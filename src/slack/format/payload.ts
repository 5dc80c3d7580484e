/** A part of a request that should be a text; an empty one if it is none. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Whether people write to each other there in person, two or more of them: `D…`, or a name of `mpdm-…`. No app can be
 * invited to what they have begun without it (https://github.com/slackapi/bolt-js/issues/365).
 */
export function isDirect(channel: string | undefined, name?: unknown): boolean {
  return channel?.startsWith('D') === true || textIn(name).startsWith('mpdm-');
}

/** What Slack says of where a message stands, in a button's `container` or in the message itself. */
interface Standing {
  /** The message's own `ts`. */
  ts: unknown;
  thread: unknown;
}

/**
 * The root of the thread in which something was pressed, so that its answer goes there. Undefined in a channel: the root
 * that was answered may name itself (assumed), and whoever presses its buttons mostly looks at the channel. The container's
 * `thread_ts` is not documented, but sent, also if one person alone sees the message
 * (https://github.com/slackapi/java-slack-sdk/issues/1200, https://github.com/slack-go/slack/pull/888). What is no `ts`, an
 * empty text too, would be refused as `invalid_thread_ts` (vercel/chat 53c6b68).
 */
export function threadIn({ ts, thread }: Standing): string | undefined {
  return typeof thread === 'string' && /^\d{1,10}\.\d{1,6}$/.test(thread) && thread !== ts
    ? thread
    : undefined;
}

/** A part of a request that should be the id of a channel; undefined if it is none, so that it is shown nowhere. */
export function channelIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z0-9]{1,40}$/.test(value) ? value : undefined;
}

/** A part of a request that should be the number of a page, counted from 0; the first one if it is none. */
export function pageIn(value: unknown): number {
  const text = textIn(value);
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
