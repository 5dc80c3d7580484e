/** A part of a request that should be a text; an empty one where it is none. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A part of a request that should be the id of a channel; undefined where it is none, so that it is shown nowhere. */
export function channelIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z0-9]{1,40}$/.test(value) ? value : undefined;
}
