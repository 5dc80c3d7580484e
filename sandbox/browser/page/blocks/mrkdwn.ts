import type { RichTextElement } from '@slack/types';
import { withEmoji } from '../../../slack/emoji.ts';
import { formatDate, isMoment } from './slack-date.ts';

/** An element of rich text, which holds text as it is. */
export type Inline = Exclude<RichTextElement, { type: 'color' | 'emoji' | 'team' }>;

/** A part of a rich text block, by https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export interface Paragraph {
  type: 'rich_text_section' | 'rich_text_quote' | 'rich_text_preformatted';
  elements: Inline[];
}

type Style = { bold?: true; italic?: true; strike?: true };

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
/** Marks count only at the edges of words, and never across lines. */
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\1)[^\n])+?)(?<=\S)\1(?![\p{L}\p{N}])/u;
const atom = /`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"*_~])/g;
/** Characters that no text has stand for atoms while marks are looked for. */
const firstStandIn = 0xe000;

/** mrkdwn as rich text, by https://docs.slack.dev/messaging/formatting-message-text */
export function parseMrkdwn(text: string): Paragraph[] {
  return text.split(/```\n?([\s\S]+?)\n?```/).flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) {
      return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: decoded(part) }] }];
    }
    const trimmed = part.replace(/^\n|\n$/g, '');
    return trimmed === '' ? [] : paragraphs(trimmed);
  });
}

function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(>|&gt;)/.test(line);
    const type = isQuote ? 'rich_text_quote' : 'rich_text_section';
    const elements = parseInline(isQuote ? line.replace(/^(>|&gt;) ?/, '') : line);
    const last = found.at(-1);
    if (last?.type === type) last.elements.push({ type: 'text', text: '\n' }, ...elements);
    else found.push({ type, elements });
  }
  return found;
}

function parseInline(text: string): Inline[] {
  const atoms: Inline[] = [];
  const standingIn = text.replace(atom, (_all, code, token, url) => {
    atoms.push(
      code !== undefined
        ? { type: 'text', text: decoded(code), style: { code: true } }
        : token !== undefined
          ? parseToken(token)
          : { type: 'link', url: decoded(url) },
    );
    return String.fromCharCode(firstStandIn + atoms.length - 1);
  });
  return withMarks(standingIn, atoms, {});
}

function withMarks(text: string, atoms: readonly Inline[], style: Style): Inline[] {
  const found = marked.exec(text);
  if (found === null) return leaves(text, atoms, style);
  const [all, mark, inner = ''] = found;
  const added = styles[mark === '*' || mark === '_' ? mark : '~'];
  return [
    ...leaves(text.slice(0, found.index), atoms, style),
    ...withMarks(inner, atoms, { ...style, [added]: true }),
    ...withMarks(text.slice(found.index + all.length), atoms, style),
  ];
}

function leaves(text: string, atoms: readonly Inline[], style: Style): Inline[] {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part): Inline[] => {
    const standsFor = atoms[part.charCodeAt(0) - firstStandIn];
    if (standsFor !== undefined) return [styled(standsFor, style)];
    return part === '' ? [] : [styled({ type: 'text', text: withEmoji(decoded(part)) }, style)];
  });
}

function styled(element: Inline, style: Style): Inline {
  return Object.keys(style).length === 0 ? element : { ...element, style: { ...element.style, ...style } };
}

/** What stands between `<` and `>`. */
function parseToken(token: string): Inline {
  const [target = '', label] = token.split(/\|(.*)/, 2);
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice(9) };
  if (target.startsWith('!date^')) return parseDate(target, decoded(label ?? ''));
  if (target.startsWith('!')) return parseBroadcast(target.slice(1), label);
  return link(decoded(target), decoded(label ?? target));
}

function parseDate(target: string, fallback: string): Inline {
  const [, seconds, format = '', url] = target.split('^');
  const timestamp = Number(seconds);
  if (!isMoment(timestamp)) return { type: 'text', text: fallback };
  if (url === undefined) return { type: 'date', timestamp, format };
  return link(decoded(url), formatDate(timestamp, format));
}

function parseBroadcast(range: string, label: string | undefined): Inline {
  if (range === 'here' || range === 'channel' || range === 'everyone') return { type: 'broadcast', range };
  return { type: 'text', text: decoded(label ?? `@${range}`) };
}

/** Other addresses than these are text: nothing that a stream is called may run in the page. */
function link(url: string, text: string): Inline {
  return /^(https?:|mailto:)/i.test(url) ? { type: 'link', url, text } : { type: 'text', text };
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
