import type {
  ActionsBlock,
  Button,
  ContextBlock,
  MrkdwnElement,
  SectionBlock,
  TableBlock,
} from '@slack/types';
import { cut, limits } from './mrkdwn.ts';

/** What a message is made of: blocks, and the text that notifications and screen readers get. */
export interface Message {
  text: string;
  blocks: (SectionBlock | ContextBlock | ActionsBlock | TableBlock)[];
}

/** A section of mrkdwn, cut to what Slack takes. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Small print in mrkdwn. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** Verbatim: Slack makes no links and mentions of words that only look like them. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(text, limits.sectionText), verbatim: true };
}

/** A button; `value` is what it says to the bot and never secret. */
export function button(actionId: string, label: string, value: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: cut(label, limits.buttonText) },
    value,
  };
}

/** The same button, which asks before it does anything. Texts are plain. */
export function confirmed(
  asked: Button,
  { title, text, confirm, deny }: { title: string; text: string; confirm: string; deny: string },
): Button {
  const plain = (words: string, most: number) => ({ type: 'plain_text' as const, text: cut(words, most) });
  return {
    ...asked,
    style: 'danger',
    confirm: {
      title: plain(title, limits.confirmTitle),
      text: plain(text, limits.confirmText),
      confirm: plain(confirm, limits.confirmButton),
      deny: plain(deny, limits.confirmButton),
      style: 'danger',
    },
  };
}

/** A message of mrkdwn, with buttons below it if there are any. */
export function message(text: string, buttons: readonly Button[] = []): Message {
  return messageOfLines([text], buttons);
}

/** The same in plain words: no blocks that Slack could find fault with, and short. */
export function plainMessage({ text }: Message): Message {
  return { text: cut(text, limits.sectionText), blocks: [] };
}

/**
 * A message of lines of mrkdwn, in as many sections as they need, with buttons below them if there are any. What is
 * more than Slack takes is counted in the last line.
 */
export function messageOfLines(lines: readonly string[], buttons: readonly Button[] = []): Message {
  const shown = fitting(lines.map((line) => cut(line, limits.sectionText)));
  const texts = packed(shown);
  const blocks: Message['blocks'] = texts.map(section);
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: [...buttons] });
  // The lines that fit whole: a cut could fall into a mark of mrkdwn.
  return { text: texts[0] ?? '', blocks };
}

function fitting(lines: readonly string[]): readonly string[] {
  let length = 0;
  const first = lines.findIndex((line) => {
    length += line.length + 1;
    return length > limits.messageText;
  });
  return first < 0 ? lines : [...lines.slice(0, first), `… and ${lines.length - first} more`];
}

/** Lines joined into texts that each fit into one section. */
function packed(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const longer = last === undefined ? line : `${last}\n${line}`;
    if (last !== undefined && longer.length <= limits.sectionText) texts[texts.length - 1] = longer;
    else texts.push(line);
  }
  return texts;
}
