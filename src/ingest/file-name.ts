/** Extensions of what is made once and kept: people name such files. */
const files = /^(?:mp4|m4v|m4a|m4s|mov|mkv|webm|avi|mpg|mpeg|mp3|aac|ogg|opus|wav|flac)$/i;

/** Extensions of what is live: there the name often is the stream key. */
const live = /^(?:flv|m3u8|ts|mpd)$/i;

/** Names that servers and packagers give by themselves, and numbers of channels. */
const generic =
  /^(?:index|playlist|master|manifest|chunklist|live|stream|prog_index|\d{1,3}|(?:240|360|480|720|1080|1440|2160)p)$/i;

const longest = 40;
const mostParts = 7;

/**
 * Whether the last part of a URL's path plainly is a name that a person or a server gave to a file, and may be shown:
 * `test.mp4`, `evening-show-2026-11-27.mp4`, `index.m3u8`. Anything else may be a key, so in doubt it is none:
 * - without the extension of a media file it may be a stream key, a ticket or an id;
 * - of a live stream (its own extensions, and all that comes over rtmp) only names that servers give by themselves,
 *   since `/live/STREAMKEY.flv` is how a key is usually sent;
 * - of a file, words, short numbers and dates that - _ or . join: generated names mix letters and digits, or upper and
 *   lower case, are hexadecimal, encoded, without vowels, or long.
 */
export function isPlainFileName(name: string, overRtmp: boolean): boolean {
  const dot = name.lastIndexOf('.');
  if (dot < 1 || name.length > longest) return false;
  const [stem, extension] = [name.slice(0, dot), name.slice(dot + 1)];
  if (live.test(extension)) return generic.test(stem);
  if (!files.test(extension)) return false;
  return generic.test(stem) || (!overRtmp && isPlainStem(stem));
}

const date = /(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/;

function isPlainStem(stem: string): boolean {
  const rest = stem.replace(date, '0');
  const parts = rest.split(/[-_.]/);
  if (parts.length > mostParts || parts.includes('')) return false;
  const words = parts.filter(isWord);
  const mixed = parts.filter(isCount);
  if (words.length + mixed.length + parts.filter(isNumber).length < parts.length) return false;
  if (words.length + mixed.length === 0) return rest === '0';
  return mixed.length < 3 && !isDealtOut(parts, mixed.length);
}

/** Several groups of one length are how stream keys and license keys are written: `ab12-cd34-efgh`. */
function isDealtOut(parts: readonly string[], mixed: number): boolean {
  return mixed > 0 && parts.length > 2 && parts.every((part) => part.length === parts[0]?.length);
}

/** One word: in one case or with a capital, with vowels as words have them, and not made of hexadecimal digits alone. */
function isWord(part: string): boolean {
  if (!/^(?:[A-Z]?[a-z]{0,19}|[A-Z]{1,10})$/.test(part)) return false;
  if (part.length < 5) return true;
  return !/^[a-f]+$/i.test(part) && /[aeiouy]/i.test(part) && !/[^aeiouy]{6}|[aeiouy]{5}/i.test(part);
}

/** A year, the lines of a picture, or up to three digits. */
function isNumber(part: string): boolean {
  return /^(?:\d{1,3}|(?:19|20)\d\d|1080|1440|2160)$/.test(part);
}

/** A word with a number, short enough to be no key: `1080p`, `v2`, `s01e02`, `room123`. */
function isCount(part: string): boolean {
  return part.length < 8 && /^(?:[a-z]{1,6}\d{1,3}|\d{1,4}[a-z]{1,3}|s\d{1,2}e\d{1,3})$/i.test(part);
}
