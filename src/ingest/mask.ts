import { isPlainFileName } from './file-name.ts';

/**
 * UserSig and PrivateMapKey: base64 of a zlib stream, which begins with these letters, in an alphabet of the service's own. Only if
 * a word begins, or a line as JSON writes it: a TaskId may hold the same letters further on, and must be seen whole.
 */
export const serviceTicket = /(?<=^|[^\w*+/-]|\\[nrt])eJ[\w*+/-]{30,}[_=-]*/g;

/** The beginning of a URL as people write it, with slashes forgotten or turned round if the scheme is well known. */
const start =
  /^\s*(?:(?:https?|rtmp[a-z]{0,2}|rtsps?|wss?|s?ftps?|srt|udp|rtp|mms|mailto|file):[/\\]{0,2}|(?:[a-z][a-z\d+.-]{0,30})?:[/\\]{1,2}|[/\\]{2})/i;
/** Schemes that always have a host, if only a name without a dot. */
const withHost =
  /^\s*(?:https?|rtmp[a-z]{0,2}|rtsp[a-z]?|wss?|s?ftps?|srt|udp|rtp|mms|rediss?|mailto):|^\s*:?[/\\]/i;
const endOfHost = /[/\\?#|;\s]|%(?:2f|5c|3f|23|7c|3b|20)/i;
const endOfPath = /[?#|;\s]|%(?:3f|23|7c|3b|20)/i;
const host = /^(?:\[[\da-f:.]+\]|[\p{L}\p{M}\p{N}_.-]+)(?::\d{1,5})?$/iu;
/** What is a host even if no scheme says so. */
const bareHost = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-z-]+(?:\.[\da-z-]+)*\.[a-z]{1,24})(?::\d{1,5})?$/i;
/** With a dot, or an address: no user name or password is taken for it. */
const fullHost = /^(?:\[|localhost(?::|$)|[^:.]+\.[^:.])/i;

/**
 * The URL as people may see it: scheme, host with port, and of the path at most a file name that plainly is one
 * (`isPlainFileName`). `…@` stands for credentials, `…/` for folders, and `?…` for a query, a fragment, or what players
 * read after a `|`, a `;` or a space. What cannot be told from a secret is `…`.
 */
export function maskUrl(url: string): string {
  const [beginning = ''] = start.exec(url) ?? [];
  const rest = url.slice(beginning.length);
  const [authority, tail] = splitAt(rest, endOfHost);
  const [path, extra] = splitAt(tail, endOfPath);
  const shown = [
    shownHost(authority, tail, beginning),
    shownPath(path, /^\s*rtmp/i.test(beginning)),
    extra === '' ? '' : '?…',
  ].join('');
  return `${beginning.trimStart()}${shown === '' && rest !== '' ? '…' : shown}`;
}

/**
 * Passwords hold what they like, @ and / among it, and paths hold @ too. If both might be, the host is not shown: it
 * might be a part of the password.
 */
function shownHost(authority: string, tail: string, beginning: string): string {
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  if (authority === '') return '';
  const inPassword = !/^[/\\]/.test(tail) && splitAt(tail, /[/\\]/)[0].includes('@');
  const doubtful = inPassword || (tail.includes('@') && (at >= 0 || !fullHost.test(place)));
  if (doubtful || !mayBeHost(place, beginning)) return '…';
  return at < 0 ? place : `…@${place}`;
}

/** In short forms such as `mux://KEY` the key stands in the place of the host. */
function mayBeHost(place: string, beginning: string): boolean {
  if (beginning === '') return bareHost.test(place);
  return host.test(place) && (fullHost.test(place) || withHost.test(beginning));
}

function shownPath(path: string, overRtmp: boolean): string {
  if (!/[^/\\]/.test(path)) return path.slice(0, 1);
  const [name = '', ...folders] = path
    .split(/[/\\]/)
    .filter((part, index) => index > 0 || part !== '')
    .reverse();
  if (!isPlainFileName(name, overRtmp)) return '/…';
  return folders.length === 0 ? `/${name}` : `/…/${name}`;
}

function splitAt(text: string, mark: RegExp): [string, string] {
  const index = text.search(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}

/** Where a URL begins in a word: `://` and what people, JSON, HTML and a query make of it, or a scheme that is well known. */
const marks =
  /(?::|：|%3a|&#0{0,3}58;|&#x0{0,3}3a;|&colon;)(?:[/\\／＼]|%2f|%5c|&#0{0,3}47;|&#x0{0,3}2f;|&sol;)|(?<![a-z\d+.-])(?:https?|rtmp[a-z]{0,2}|rtsps?):(?=.)/i;
const inScheme = /[a-z\d+.-]/i;
const longestScheme = 30;
const inHost = /[\da-z.-]/i;
const longestHost = 253;
/** Shorter parts of a URL are parts of too many innocent words. */
const shortestPart = 4;
/** Names of folders and of settings, which an error may need to say what is wrong. */
const usual =
  /^(?:live|stream|streams|video|media|vod|hls|http|https|rtmp|index|token|expires|signature|auth|user|username|password|type|true|false)$/i;
/** Around a URL in a text, and no part of it. */
const before = /^["'`(<[{*_~,;]{0,8}/;
const after = /["'`)>\],.;:*_~]{0,3}$/;
/** What a word after a URL has if it belongs to it: a setting of librtmp, the rest of a URL that was cut by a space. */
const belongs = /[=@%?&]/;
const setting =
  /((?<![a-z])(?:token|auth|authorization|key|sig|sign|signature|pass|passwd|password|pwd|secret|playpath|hdnts|hdntl|hmac|jwt|ticket|[a-z]{1,20}[_-](?:token|key|secret|signature))\s?=)[^\s&]+/gi;
const jsonWebToken = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;
/** Stack traces say by them where something happened. */
const program = /^\(?file:\/{3}[^?#@|;\s]{1,300}\.[cm]?[jt]s(?::\d{1,9}){0,2}\)?$/;

/**
 * A text that may speak of this URL, such as an error of the service that was given it, without anything of the URL but
 * what `maskUrl` shows: also where it stands there in part, without its scheme, encoded or decoded.
 */
export function maskTextAbout(text: string, url: string | undefined): string {
  if (url === undefined) return maskText(text);
  const shown = maskUrl(url);
  const hidden = [url, ...url.split(/[/\\?#&=|;:@~\s]+/)]
    .flatMap((part) => [part, decoded(part), encodeURIComponent(part)])
    .filter((part) => part.length >= shortestPart && !shown.includes(part) && !usual.test(part))
    .sort((a, b) => b.length - a.length);
  return hidden.reduce(withoutPart, maskText(text.replaceAll(url, shown)));
}

/** Whatever its case; if a letter is longer in lower case, only as it is written. */
function withoutPart(text: string, part: string): string {
  const [lower, wanted] = [text.toLowerCase(), part.toLowerCase()];
  if (lower.length !== text.length) return text.replaceAll(part, '…');
  const kept = lower.split(wanted);
  let at = 0;
  return kept
    .map(({ length }) => {
      const piece = text.slice(at, at + length);
      at += length + wanted.length;
      return piece;
    })
    .join('…');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a ticket, a token, a URL or a setting cannot do without. Most lines of a log have none of it. */
export const mayHoldSecret = /[/\\／＼%&=]|ey?J|(?:https?|rtmp[a-z]{0,2}|rtsps?):/i;

/**
 * Any text without what opens doors: tickets, tokens, and of everything in it that looks like a URL what `maskUrl`
 * leaves out, whatever its scheme, and with the words after it that belong to it. A word with neither `:/` nor a host
 * before a slash stays, so rooms, which hold no slash, are seen whole.
 */
export function maskText(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  const lines = text.replace(serviceTicket, '…').replace(jsonWebToken, '…').split('\n');
  return lines.map(maskLine).join('\n');
}

function maskLine(line: string): string {
  const parts = line.split(/(\s+)/);
  const lastAt = parts.findLastIndex((part) => part.includes('@'));
  let state: 'text' | 'url' | 'password' | 'player' = 'text';
  const shown = parts.map((part, index) => {
    if (state === 'player') return '';
    if (index % 2 === 1 || part === '') return part;
    if (state === 'password' && index <= lastAt) return '…';
    if (state !== 'text' && belongs.test(part) && !marks.test(part)) return '…';
    const masked = maskWord(part);
    state = masked === undefined ? 'text' : afterUrl(part, masked);
    return masked ?? part;
  });
  return shown.join('').replace(setting, '$1…');
}

/** What the words after a URL may be: settings for a player, the rest of a password that was cut by a space, or its own. */
function afterUrl(word: string, masked: string): 'url' | 'password' | 'player' {
  if (/[|｜]|%7c/i.test(word)) return 'player';
  return /:[/\\]{0,2}…/.test(masked) || word.split(marks).length > 2 ? 'password' : 'url';
}

/** The word with its URL masked, undefined if there is none in it. */
function maskWord(word: string): string | undefined {
  if (program.test(word)) return undefined;
  const mark = marks.exec(word);
  if (mark === null) return maskBareWord(word);
  const from = mark.index - lengthAtEnd(word.slice(0, mark.index), inScheme, longestScheme);
  const lead = word.slice(0, from);
  const url = word.slice(from);
  const end = endOf(url);
  if (/[@?%/\\|]/.test(lead) || !start.test(url)) return `…${end}`;
  return `${lead}${maskUrl(url.slice(0, url.length - end.length))}${end}`;
}

/** The same of a URL without a scheme: `//host/…`, `user:password@host/…`, `host.example/…`, or with its slashes encoded. */
function maskBareWord(word: string): string | undefined {
  // Quotes as JSON writes them are around a URL, or in a password.
  const parts = word.includes('@') ? [word] : word.split(/(\\["'])/);
  const masked = parts.map(maskBare);
  if (masked.every((part) => part === undefined)) return undefined;
  return masked.map((part, index) => part ?? parts[index]).join('');
}

function maskBare(word: string): string | undefined {
  const end = endOf(word);
  if (/%2f|%5c/i.test(word)) return `…${end}`;
  const [authority, tail] = splitAt(word, /[/\\]/);
  if (tail === '') return undefined;
  const lead = leadOf(authority, word.includes('@'));
  const url = word.slice(lead.length, word.length - end.length);
  const isUrl = lead.length < authority.length || /^[/\\]{2}[^/\\]/.test(tail);
  return isUrl ? `${lead}${maskUrl(url)}${end}` : undefined;
}

/** What stands before a URL that begins with this: all of it if there is neither a host at its end nor an @ in the URL. */
function leadOf(authority: string, hasUser: boolean): string {
  if (hasUser) return before.exec(authority)?.[0] ?? '';
  const port = /:\d{1,5}$/.exec(authority)?.[0] ?? '';
  const name = authority.slice(0, authority.length - port.length);
  const length = lengthAtEnd(name, inHost, longestHost);
  return bareHost.test(name.slice(name.length - length)) ? name.slice(0, name.length - length) : authority;
}

/** How many characters of this kind, `most` at most, a text ends with. */
function lengthAtEnd(text: string, kind: RegExp, most: number): number {
  let length = 0;
  while (length < most && kind.test(text.charAt(text.length - length - 1))) length += 1;
  return length;
}

function endOf(url: string): string {
  return after.exec(url)?.[0] ?? '';
}
