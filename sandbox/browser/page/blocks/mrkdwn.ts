/** mrkdwn as a tree, by https://docs.slack.dev/messaging/formatting-message-text */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'styled'; style: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'user' | 'channel' | 'group' | 'everyone'; id: string; label?: string }
  | { type: 'date'; seconds: number; format: string; link?: string; fallback: string }
  | { type: 'link'; href: string; label: string };

export type Paragraph =
  | { type: 'text'; lines: Inline[][] }
  | { type: 'quote'; lines: Inline[][] }
  | { type: 'pre'; text: string };

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
/** Marks count only at the edges of words, and never across lines. */
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\1)[^\n])+?)(?<=\S)\1(?![\p{L}\p{N}])/u;
const atom = /`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"*_~])/g;
/** Characters that no text has stand for atoms while marks are looked for. */
const firstStandIn = 0xe000;

export function parseMrkdwn(text: string): Paragraph[] {
  return text.split(/```\n?([\s\S]+?)\n?```/).flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) return [{ type: 'pre', text: decoded(part) }];
    const trimmed = part.replace(/^\n|\n$/g, '');
    return trimmed === '' ? [] : paragraphs(trimmed);
  });
}

function paragraphs(text: string): Paragraph[] {
  const found: Exclude<Paragraph, { type: 'pre' }>[] = [];
  for (const line of text.split('\n')) {
    const type = /^(>|&gt;)/.test(line) ? 'quote' : 'text';
    const content = parseInline(type === 'quote' ? line.replace(/^(>|&gt;) ?/, '') : line);
    const last = found.at(-1);
    if (last?.type === type) last.lines.push(content);
    else found.push({ type, lines: [content] });
  }
  return found;
}

function parseInline(text: string): Inline[] {
  const atoms: Inline[] = [];
  const standingIn = text.replace(atom, (_all, code, token, url) => {
    atoms.push(
      code !== undefined
        ? { type: 'code', text: decoded(code) }
        : token !== undefined
          ? parseToken(token)
          : { type: 'link', href: decoded(url), label: decoded(url) },
    );
    return String.fromCharCode(firstStandIn + atoms.length - 1);
  });
  return withMarks(standingIn, atoms);
}

function withMarks(text: string, atoms: readonly Inline[]): Inline[] {
  const found = marked.exec(text);
  if (found === null) return leaves(text, atoms);
  const [all, mark, inner = ''] = found;
  const style = styles[mark === '*' || mark === '_' ? mark : '~'];
  return [
    ...leaves(text.slice(0, found.index), atoms),
    { type: 'styled', style, children: withMarks(inner, atoms) },
    ...withMarks(text.slice(found.index + all.length), atoms),
  ];
}

function leaves(text: string, atoms: readonly Inline[]): Inline[] {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part): Inline[] => {
    const standsFor = atoms[part.charCodeAt(0) - firstStandIn];
    if (standsFor !== undefined) return [standsFor];
    return part === '' ? [] : [{ type: 'text', text: decoded(part) }];
  });
}

/** What stands between `<` and `>`. */
function parseToken(token: string): Inline {
  const [target = '', label] = token.split(/\|(.*)/, 2);
  const given = label === undefined ? {} : { label: decoded(label) };
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), ...given };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), ...given };
  if (target.startsWith('!subteam^')) return { type: 'group', id: target.slice(9), ...given };
  if (target.startsWith('!date^')) {
    const [, seconds, format = '', link] = target.split('^');
    const date = { type: 'date', seconds: Number(seconds), format, fallback: given.label ?? '' } as const;
    return link === undefined ? date : { ...date, link };
  }
  if (target.startsWith('!')) return { type: 'everyone', id: target.slice(1), ...given };
  return { type: 'link', href: decoded(target), label: given.label ?? decoded(target) };
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
