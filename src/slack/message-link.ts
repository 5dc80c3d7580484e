import { isStreamUrl } from '../ingest/stream-url.ts';

/** A link as Slack writes it, <url|label>, or an address that Slack made no link of. */
const address = /<((?:https?|rtmp):\/\/[^<>|]+)|(?:https?|rtmp):\/\/[^\s<>|`"]+/gi;
/** What ends a sentence or a bracket, not an address. */
const afterAddress = `.,;:!?)]}'’”»*`;

/** The first http, https or rtmp URL in a message's text or blocks; undefined where there is none. */
export function linkIn(message: unknown): string | undefined {
  const { text, blocks } = (message ?? {}) as { text?: unknown; blocks?: unknown };
  return textsIn([text, blocks]).flatMap(addressesIn).find(isStreamUrl);
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(address)].map(([bare, link]) =>
    link === undefined ? withoutEnd(decoded(bare).split(/[<>]/, 1)[0] ?? '') : decoded(link),
  );
}

function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && afterAddress.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Slack escapes these three characters, and no others. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Deeper than lists within lists of rich text go. */
const deepest = 20;

/** Every text in blocks, in the order in which they are read; links of rich text as they stand in mrkdwn. */
function textsIn(value: unknown, depth = 0): string[] {
  const within = (inner: unknown) => textsIn(inner, depth + 1);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap(within);
  const { type, url, text, elements, fields } = value as Partial<Record<string, unknown>>;
  if (type === 'link' && typeof url === 'string') return [`<${url}>`];
  return [text, fields, elements].flatMap(within);
}
