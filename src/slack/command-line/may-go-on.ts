import { isStreamUrl } from '../../ingest/stream-url.ts';

const option = /^-{1,2}[^=/]*=/;
const header = /^bearer$|(?:authorization|cookie)=/i;

/**
 * Whether the words after this one may belong to it, and are not to be repeated: to a password that was cut by a space,
 * or to the settings that a player reads after a URL.
 */
export function mayGoOn(word: string): boolean {
  const value = word.replace(option, '');
  return header.test(value) || (value.includes(':/') && !isStreamUrl(value));
}
