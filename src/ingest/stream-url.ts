import { charactersNotIn, nameOf } from './character-names.ts';
import { parsedUrl } from './parsed-url.ts';

/** Written out, since URL parsers take much that no media server does. */
const beginning = /^(?:https?|rtmp):\/\/[^/\\?#]/i;
/** All others are written with a % in a URL. */
const inUrls = /^[^\s\p{Cc}"<>\\|`]$/u;
/** As many characters as a field of a Slack form holds: longer ones could not be edited there. */
const longest = 3000;

const taken = 'http://, https:// or rtmp://';
/** What people have tried, and what media servers speak besides. Any other beginning may be a part of a secret. */
const otherScheme =
  /^(rtsps?|rtmp[a-z]{1,3}|srt|udp|tcp|rtp|rist|wss?|s?ftps?|file|mms[a-z]?|hls|dash|webrtc|whip|whep|ndi|s3|gs|blob|data|javascript|htt?ps?|h?tps?|htttps?|htps|mailto|tel|sms):/i;

/** Whether TRTC can pull from this URL, as far as its text tells. */
export function isStreamUrl(text: string): boolean {
  return streamUrlProblem(text) === undefined;
}

/** What is wrong with this as a stream's URL, continuing the words "--url …"; undefined if it may be one. */
export function streamUrlProblem(text: string): string | undefined {
  if (text.length > longest) return `takes at most ${longest} characters, and this has ${text.length}`;
  if (text.trim() !== text) return 'takes no space and no line break before or after the URL';
  return schemeProblem(text) ?? characterProblem(text) ?? hostProblem(text);
}

function schemeProblem(text: string): string | undefined {
  const [word = '', colon] = text.split(/(:)/, 2);
  const scheme = word.toLowerCase();
  if (/^(?:https?|rtmp)$/.test(scheme) && colon === ':')
    return slashProblem(text.slice(word.length + 1), scheme);
  const other = otherScheme.exec(text)?.[1];
  return other === undefined
    ? `takes a URL that begins with ${taken}`
    : `takes a URL that begins with ${taken}: ${other.toLowerCase()} is not pulled`;
}

function slashProblem(rest: string, scheme: string): string | undefined {
  const slashes = /^[/\\]*/.exec(rest)?.[0] ?? '';
  if (slashes === '//') return undefined;
  if (slashes.startsWith('//') && rest.length > slashes.length)
    return `takes a URL with a host after ${scheme}://`;
  return `takes a URL with two slashes after the scheme: ${scheme}://`;
}

function characterProblem(text: string): string | undefined {
  const wrong = charactersNotIn(text, inUrls);
  if (wrong.length === 0) return undefined;
  const written = wrong.map((character, index) =>
    [nameOf(character), index === 0 ? 'must be written' : '', encodeURIComponent(character)]
      .filter(Boolean)
      .join(' '),
  );
  return `takes a URL in which ${written.join(', ')}`;
}

function hostProblem(text: string): string | undefined {
  const url = parsedUrl(text);
  if (beginning.test(text) && url !== undefined && url.hostname !== '') return undefined;
  const [authority = '', ...rest] = text.replace(/^[a-z]+:\/\//i, '').split(/[/?#]/);
  if (authority === '' || /^(?:.*@)?(?::\d*)?$/.test(authority))
    return 'takes a URL with a host after its scheme';
  if (!authority.includes('@') && rest.some((part) => part.includes('@')))
    return 'takes a URL in whose user name and password @ is written %40, : %3A, / %2F, ? %3F and # %23';
  const port = /:([^:\]]*)$/.exec(authority)?.[1];
  return port !== undefined && !(Number(port) <= 65_535 && /^\d+$/.test(port))
    ? 'takes a URL with a port from 1 to 65535 after its host'
    : 'takes a URL with a host that can be read after its scheme';
}
