import { blocks as blocksCheck } from './block-kit/blocks.ts';
import { withIds } from './block-kit/ids.ts';
import { isObject } from './json.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import type { Content } from './workspace.ts';

/** Undocumented; seen at about 13,200 characters: https://github.com/slackapi/bolt-js/issues/2509 */
const maxCharactersInBlocks = 13_200;

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersIn(inner)),
    0,
  );
}

/**
 * The text and blocks of a message. Stricter than Slack in one thing: blocks need a text too,
 * because notifications and screen readers show nothing else.
 * @throws Refusal no_text, msg_too_long, invalid_blocks, invalid_attachments, msg_blocks_too_long
 */
export function messageContent(body: { text?: unknown; blocks?: unknown; attachments?: unknown }): Content {
  const { text, blocks = [], attachments } = body;
  if (attachments !== undefined)
    throw new Refusal('invalid_attachments', ['[ERROR] this workspace takes blocks only']);
  if (typeof blocks === 'string') throw new Refusal('invalid_blocks_format');
  refuseProblems('invalid_blocks', blocksCheck('message')(blocks, '/blocks'));
  if (Array.isArray(blocks) && blocks.filter(({ type }) => type === 'table').length > 1)
    // Slack speaks of attachments, though these are blocks: its page on the table block.
    throw new Refusal('invalid_attachments', ['[ERROR] only_one_table_allowed']);
  if (typeof text !== 'string' || text.trim() === '') throw new Refusal('no_text');
  if (text.length > 40_000) throw new Refusal('msg_too_long');
  if (charactersIn(blocks) > maxCharactersInBlocks) throw new Refusal('msg_blocks_too_long');
  return body.blocks === undefined ? { text } : { text, blocks: withIds(blocks) };
}
