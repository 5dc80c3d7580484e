import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** Ids differ from run to run, as Slack's do: a bot that keeps them in a store must not meet an old one again. */
export function newId(prefix: string, length = 10): string {
  const picked = [...randomBytes(length)].map((byte) => letters[byte % letters.length]);
  return prefix + picked.join('');
}
