import { inSlackWords } from '../../sandbox/slack/block-kit/check.ts';
import { modalView } from '../../sandbox/slack/block-kit/view.ts';
import { isObject } from '../../sandbox/slack/json.ts';
import { messageContent } from '../../sandbox/slack/message-content.ts';
import { Refusal } from '../../sandbox/slack/refusal.ts';
import type { Message } from '../../src/slack/format/message.ts';

/** Why Slack would not take a message. */
export function messageRefusals(message: object): string[] {
  try {
    messageContent(message);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

/** What Slack would not take about a message. */
export function messageProblems(message: Message): string[] {
  const { length } = message.text.trim();
  return [
    ...messageRefusals(message),
    ...(length === 0 || length > 4000 ? [`the text has ${length} characters`] : []),
  ];
}

/** What Slack would not take about a form. */
export function viewProblems(view: unknown): string[] {
  return modalView(view, '/view').map(inSlackWords);
}

/** Every text that people see. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

/** All that a message says, as one text. */
export function wordsOf(message: Message): string {
  return textsIn(message.blocks).join('\n');
}

/** Slack's control sequences in a text but those that the bot writes itself; & counts where it escapes nothing. */
export function foreignMarkup(text: string): string[] {
  const own =
    /<@U0(?:ALICE|CAROL|DAVE|ERIN)>|<#C0LIVE>|<!date\^\d+\^\{time\}(?:, \{ago\})?\|\d\d:\d\d UTC>|&(?:amp|lt|gt);/g;
  return text.replace(own, '').match(/[<>&]\S{0,10}/g) ?? [];
}
