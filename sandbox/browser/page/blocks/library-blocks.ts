import type { ButtonElement, Block as LibraryBlock, RichTextBlock, TextObject } from 'slack-blocks-to-jsx';
import type { Block, Button, Image, Input, Section, Table, Text } from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import { type Inline, type Paragraph, parseMrkdwn } from './mrkdwn.ts';

/**
 * A block in those terms that slack-blocks-to-jsx draws right. Its own reading of mrkdwn drops code inside bold,
 * doubles asterisks in code, decodes no `&amp;`, and is applied to plain text too; but rich text it draws as it is.
 * So all text becomes rich text, or is marked as verbatim where rich text may not stand.
 *
 * The library says nothing of what is done with an element: buttons get ids by which to tell them apart, no question
 * of its own, and other elements are left out.
 */
export function libraryBlocks(
  block: Exclude<Block, Input | Table>,
  id: (name: string) => string,
): LibraryBlock[] {
  switch (block.type) {
    case 'section':
      return sectionBlocks(block, id);
    case 'context':
      return block.elements.map((element) => richText(paragraphsOf(element)));
    case 'actions':
      return [actions(block.elements.filter(isButton), id)];
    case 'header':
      return [{ type: 'header', level: 2, text: verbatim(block.text.text) }];
    case 'divider':
      return [{ type: 'divider' }];
    case 'image':
      return [richText(paragraphsOf(block))];
  }
}

export function isButton(element: { type: string }): element is Button {
  return element.type === 'button';
}

function sectionBlocks({ text, fields, accessory }: Section, id: (name: string) => string): LibraryBlock[] {
  return [
    ...(text === undefined ? [] : [richText(paragraphsOf(text))]),
    ...(fields === undefined ? [] : [{ ...richText(fields.flatMap(paragraphsOf)), block_id: id('fields') }]),
    ...(accessory?.type === 'image' ? [richText(paragraphsOf(accessory))] : []),
    ...(accessory?.type === 'button' ? [actions([accessory], id)] : []),
  ];
}

function actions(buttons: readonly Button[], id: (name: string) => string): LibraryBlock {
  return { type: 'actions', elements: buttons.map((button) => libraryButton(button, id(button.action_id))) };
}

function libraryButton({ text, style, accessibility_label }: Button, id: string): ButtonElement {
  return {
    type: 'button',
    action_id: id,
    text: verbatim(text.text),
    ...(style === undefined ? {} : { style }),
    ...(accessibility_label === undefined ? {} : { accessibility_label }),
  };
}

function richText(elements: Paragraph[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Pictures would be loaded from elsewhere, which the sandbox does not do: their description stands for them. */
export function paragraphsOf(content: Text | Image): Paragraph[] {
  if (content.type === 'mrkdwn') return parseMrkdwn(content.text);
  const element: Inline =
    content.type === 'image'
      ? { type: 'text', text: `Picture: ${content.alt_text}`, style: { italic: true } }
      : { type: 'text', text: withEmoji(content.text) };
  return [{ type: 'rich_text_section', elements: [element] }];
}

/**
 * Plain text as it is. The library takes `&lt;` and `&gt;` for characters even here; a word joiner, which nobody sees,
 * keeps them from that.
 */
function verbatim(text: string): TextObject<'plain_text'> {
  const kept = withEmoji(text).replaceAll(/&(?=[lg]t;)/g, '&\u2060');
  return { type: 'plain_text', text: kept, verbatim: true };
}
