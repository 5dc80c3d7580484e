import type { JsonObject } from './json.ts';
import { decoded } from './mrkdwn.ts';

/** A link, a mention, or what stands between them. */
const piece = /<([^<>|]*)(?:\|([^<>]*))?>|[^<]+|</g;

function element([whole, target, label]: readonly (string | undefined)[]): JsonObject {
  if (target === undefined) return { type: 'text', text: decoded(whole ?? '') };
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice(9) };
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  const named = label === undefined || label === target ? {} : { text: decoded(label) };
  return { type: 'link', url: decoded(target), ...named };
}

/** The block that Slack sends beside the text of whatever a person writes: unescaped, with links as elements. */
export function richTextOf(text: string): JsonObject {
  const elements = [...text.matchAll(piece)].map(element);
  return { type: 'rich_text', block_id: 'rT', elements: [{ type: 'rich_text_section', elements }] };
}
