import type { PlainTextElement } from '@slack/types';
import { cut } from '../format/mrkdwn.ts';

/** A text of a view in at most `most` characters, one of `limits`. */
export function plain(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, most) };
}
