import { isStreamUrl } from '../ingest/stream-url.ts';

/** A link as Slack writes it, <url|label>, or an address that Slack made no link of. */
const address = /<((?:https?|rtmp):\/\/[^<>|]+)|(?:https?|rtmp):\/\/[^\s<>|`"]+/gi;
/** What ends a sentence or a bracket, not an address. */
const afterAddress = /[.,;:!?)\]}'’”»*]+$/;

/** The first http, https or rtmp URL in a message's text or blocks; undefined where there is none. */
export function linkIn(message: { text?: unknown; blocks?: unknown }): string | undefined {
  return textsIn([message.text, message.blocks]).flatMap(addressesIn).find(isStreamUrl);
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(address)].map(([bare, link]) =>
    link === undefined ? (decoded(bare).split(/[<>]/, 1)[0] ?? '').replace(afterAddress, '') : decoded(link),
  );
}

/** Slack escapes these three characters, and no others. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Every text in blocks, in the order in which they are read; links of rich text as they stand in mrkdwn. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'link' && 'url' in value) return [`<${value.url}>`];
  const { text, elements, fields } = value as { text?: unknown; elements?: unknown; fields?: unknown };
  return [text, fields, elements].flatMap(textsIn);
}
