/** Written out, since URL parsers take much that no media server does. */
const beginning = /^(?:https?|rtmp):\/\/[^/\\?#]/i;
/** None of these stands in a URL: they are written with a % there. */
const notInUrls = /[\s\p{Cc}"<>\\|`]/u;
/** As many characters as a field of a Slack form holds: longer ones could not be edited there. */
const longest = 3000;

/** Whether TRTC can pull from this URL, as far as its text tells. */
export function isStreamUrl(text: string): boolean {
  if (text.length > longest || !beginning.test(text) || notInUrls.test(text)) return false;
  return (readUrl(text)?.hostname ?? '') !== '';
}

/**
 * The URL as people may see it: host and path. Credentials and the values of the query are left out, and of an rtmp
 * URL all of the path but its first part, since on most media servers the stream key stands there.
 */
export function maskUrl(text: string): string {
  const url = readUrl(text);
  if (url === undefined || url.host === '') return '(unreadable URL)';
  const path = /^rtmps?:$/.test(url.protocol) ? withoutKey(url.pathname) : url.pathname;
  const scheme = url.protocol === 'https:' || url.protocol === 'http:' ? '' : `${url.protocol}//`;
  return `${scheme}${url.host}${path}${url.search === '' ? '' : '?…'}`;
}

function withoutKey(path: string): string {
  const [application, ...rest] = path.split('/').filter((part) => part !== '');
  if (application === undefined) return path;
  return rest.length === 0 ? '/…' : `/${application}/…`;
}

function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
