/** A part of a request that should be a text; an empty one where it is none. */
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

/** A part of a request that should be the id of a channel; undefined where it is none, so that it is shown nowhere. */
export function channelIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z0-9]{1,40}$/.test(value) ? value : undefined;
}
