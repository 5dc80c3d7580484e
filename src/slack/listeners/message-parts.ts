import type { Writing } from './addresses.ts';

/** A piece of a message in which a link may be: a text, or a link itself. */
export type Part =
  | { text: string; writing: Writing }
  /** `labelled` if a person gave it a label of its own. */
  | { url: string; labelled: boolean };

/** By how much a link there is what the message is about. */
export interface Parts {
  /** What somebody wrote: its text and blocks, what an app attached, what was forwarded, then what is quoted. */
  written: Part[];
  /** What Slack or an app shows of a page to which the message links, or in place of an attachment. */
  previews: Part[];
  /** Pictures and files: the last resort. */
  others: Part[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Deeper than lists of rich text, or messages that are forwarded again, go. */
const deepest = 20;

/** Everything in a message, as Slack sends it, that a person sees of it. What is not as Slack sends it is left out. */
export function partsOf(message: unknown): Parts {
  const parts: Parts = { written: [], previews: [], others: [] };
  const quoted: Part[] = [];
  walkMessage(message, parts.written, 0);
  return { ...parts, written: [...parts.written, ...quoted] };

  function walkMessage(value: unknown, into: Part[], depth: number): void {
    if (!isFields(value) || depth > deepest) return;
    const walk = (inner: unknown) => walkBlocks(inner, into, depth + 1);
    if (typeof value.text === 'string') into.push({ text: value.text, writing: 'mrkdwn' });
    walk(value.blocks);
    for (const attachment of listOf(value.attachments)) walkAttachment(attachment, into, depth + 1);
    for (const file of listOf(value.files)) addUrls(file, ['url_private'], parts.others);
  }

  /** https://docs.slack.dev/reference/messaging/attachments; what a forwarded message has, no page tells. */
  function walkAttachment(value: unknown, within: Part[], depth: number): void {
    if (!isFields(value) || depth > deepest) return;
    const into = placeOf(value, within);
    if (into === parts.previews) addUrls(value, ['original_url', 'from_url', 'app_unfurl_url'], into);
    for (const key of ['pretext', 'title'] as const) addText(value[key], into);
    addUrls(value, ['title_link'], into);
    walkMessage({ ...value, attachments: [] }, into, depth);
    for (const field of listOf(value.fields)) {
      if (isFields(field)) for (const key of ['title', 'value'] as const) addText(field[key], into);
    }
    for (const action of listOf(value.actions)) addUrls(action, ['url'], into);
    for (const each of listOf(value.message_blocks)) {
      walkBlocks([each], into, depth + 1);
      if (isFields(each)) walkMessage(each.message, into, depth + 1);
    }
    walkMessage(value.message, into, depth + 1);
    for (const inner of listOf(value.attachments)) walkAttachment(inner, into, depth + 1);
    addText(value.footer, into);
    // The same once more, shortened and in one line, unless there is nothing else.
    addText(value.fallback, parts.previews);
    addUrls(value, ['image_url'], parts.others);
  }

  /** `is_msg_unfurl` alone: the message is quoted since somebody wrote its address; with `is_share` it was forwarded. */
  function placeOf(attachment: Fields, within: Part[]): Part[] {
    if (within === parts.previews) return within;
    if (attachment.is_share === true) return within;
    if (attachment.is_msg_unfurl === true) return quoted;
    const ofPage = ['original_url', 'from_url', 'app_unfurl_url', 'service_name'];
    return ofPage.some((key) => typeof attachment[key] === 'string') ? parts.previews : within;
  }

  function walkBlocks(value: unknown, into: Part[], depth: number): void {
    if (depth > deepest) return;
    if (Array.isArray(value)) {
      for (const each of joined(value)) walkBlocks(each, into, depth + 1);
      return;
    }
    if (!isFields(value)) return;
    const { type, text } = value;
    addUrls(value, ['image_url'], parts.others);
    if (type === 'emoji') return;
    if (typeof value.url === 'string') {
      addLink(value, into);
      return;
    }
    addUrls(value, ['video_url', 'title_url'], into);
    if (typeof text === 'string') into.push({ text, writing: writingOf(type) });
    else walkBlocks(text, into, depth + 1);
    for (const key of blockKeys) {
      const inner = value[key];
      if (typeof inner === 'string') into.push({ text: inner, writing: 'escaped' });
      else walkBlocks(inner, into, depth + 1);
    }
  }
}

/** What the blocks and elements of Block Kit keep their content under, in the order in which it is read. */
const blockKeys = [
  'rich_text_title',
  'title',
  'subtitle',
  'caption',
  'body',
  'description',
  'details',
  'output',
  'sources',
  'fields',
  'elements',
  'rows',
  'child_blocks',
  'tasks',
  'accessory',
  'actions',
  'options',
] as const;

function writingOf(type: unknown): Writing {
  switch (type) {
    case 'text':
      return 'typed';
    case 'mrkdwn':
      return 'mrkdwn';
    case 'markdown':
      return 'markdown';
    default:
      return 'escaped';
  }
}

/** Rich text comes in a piece for each style: one address in two styles is one address all the same. */
function joined(elements: readonly unknown[]): unknown[] {
  const all: unknown[] = [];
  for (const element of elements) {
    const last = all.at(-1);
    if (isTyped(last) && isTyped(element)) all[all.length - 1] = { ...last, text: last.text + element.text };
    else all.push(element);
  }
  return all;
}

function isTyped(value: unknown): value is { type: 'text'; text: string } {
  return isFields(value) && value.type === 'text' && typeof value.text === 'string';
}

function addText(value: unknown, into: Part[]): void {
  if (typeof value === 'string') into.push({ text: value, writing: 'mrkdwn' });
}

/** Of a link of rich text, a button, an item of a menu or a source; the text is its label and no link. */
function addLink({ type, url, text }: Fields, into: Part[]): void {
  const isSlacks = type === 'link' && (typeof text !== 'string' || String(url).endsWith(text));
  into.push({ url: String(url), labelled: !isSlacks });
}

function addUrls(value: unknown, keys: readonly string[], into: Part[]): void {
  if (!isFields(value)) return;
  for (const key of keys) {
    const url = value[key];
    if (typeof url === 'string') into.push({ url, labelled: true });
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
