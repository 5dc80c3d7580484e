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

function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
