import { charactersNotIn, longestText, type TooLong } from './characters.ts';
import { parsedUrl } from './parsed-url.ts';

/** What of a text keeps it from being a stream's URL. */
export type UrlFault =
  | TooLong
  /** A space or a line break stands before or after it. */
  | { code: 'space-around' }
  /** Its scheme is not pulled; undefined if it has none that may be repeated. */
  | { code: 'scheme'; scheme: string | undefined }
  /** It has no two slashes after this scheme. */
  | { code: 'slashes'; scheme: string }
  /** It has no host; `scheme` is the one that it should follow, if more than two slashes stand there. */
  | { code: 'no-host'; scheme?: string }
  /** These characters are written with a % in a URL. */
  | { code: 'unescaped'; characters: readonly string[] }
  /** Its user name or password holds a character that ends them. */
  | { code: 'credentials' }
  | { code: 'port' }
  /** It has a host that cannot be read. */
  | { code: 'unreadable-host' };

/** Written out, since URL parsers take much that no media server does. */
const beginning = /^(?:https?|rtmp):\/\/[^/\\?#]/i;
/** All others are written with a % in a URL. */
const inUrls = /^[^\s\p{Cc}"<>\\|`]$/u;

/** What people have tried, and what media servers speak besides. Any other beginning may be a part of a secret. */
const otherScheme =
  /^(rtsps?|rtmp[a-z]{1,3}|srt|udp|tcp|rtp|rist|wss?|s?ftps?|file|mms[a-z]?|hls|dash|webrtc|whip|whep|ndi|s3|gs|blob|data|javascript|htt?ps?|h?tps?|htttps?|htps|mailto|tel|sms):/i;

/** Whether the service can pull from this URL, as far as its text tells. */
export function isStreamUrl(text: string): boolean {
  return urlFault(text) === undefined;
}

/** What is wrong with this as a stream's URL; undefined if it may be one. */
export function urlFault(text: string): UrlFault | undefined {
  if (text.length > longestText)
    return { code: 'too-long', most: longestText, length: text.length, unit: 'characters' };
  if (text.trim() !== text) return { code: 'space-around' };
  return schemeFault(text) ?? characterFault(text) ?? hostFault(text);
}

function schemeFault(text: string): UrlFault | undefined {
  const [word = '', colon] = text.split(/(:)/, 2);
  const scheme = word.toLowerCase();
  if (/^(?:https?|rtmp)$/.test(scheme) && colon === ':')
    return slashFault(text.slice(word.length + 1), scheme);
  return { code: 'scheme', scheme: otherScheme.exec(text)?.[1]?.toLowerCase() };
}

function slashFault(rest: string, scheme: string): UrlFault | undefined {
  const slashes = /^[/\\]*/.exec(rest)?.[0] ?? '';
  if (slashes === '//') return undefined;
  if (slashes.startsWith('//') && rest.length > slashes.length) return { code: 'no-host', scheme };
  return { code: 'slashes', scheme };
}

function characterFault(text: string): UrlFault | undefined {
  const characters = charactersNotIn(text, inUrls);
  return characters.length === 0 ? undefined : { code: 'unescaped', characters };
}

function hostFault(text: string): UrlFault | undefined {
  const url = parsedUrl(text);
  if (beginning.test(text) && url !== undefined && url.hostname !== '') return undefined;
  const [authority = '', ...rest] = text.replace(/^[a-z]+:\/\//i, '').split(/[/?#]/);
  if (authority === '' || /^(?:.*@)?(?::\d*)?$/.test(authority)) return { code: 'no-host' };
  if (!authority.includes('@') && rest.some((part) => part.includes('@'))) return { code: 'credentials' };
  const port = /:([^:\]]*)$/.exec(authority)?.[1];
  return port !== undefined && !(Number(port) <= 65_535 && /^\d+$/.test(port))
    ? { code: 'port' }
    : { code: 'unreadable-host' };
}
