import type { InputBlock } from '@slack/types';
import { limits } from '../format/mrkdwn.ts';
import { plain } from './plain.ts';

/** The rows are in several inputs: Slack takes 3,000 characters in one. */
export const rowsBlock = (n: number) => `rows-${n}`;
export const fileBlock = 'file';

/** A view has a hundred blocks, and 250,000 bytes as JSON. */
const mostInputs = 60;
const mostBytes = 200_000;

export function fitIn(texts: readonly string[]): boolean {
  return texts.length <= mostInputs && Buffer.byteLength(JSON.stringify(texts)) <= mostBytes;
}

/** The input of a part of the rows, counted from 0. `optional`: the form may be sent off without any. */
export function rowsInput(n: number, value: string | undefined, { optional = false } = {}): InputBlock {
  const first = n === 0;
  const hint = first
    ? 'A room and a URL a line, or what you copy from a spreadsheet or CSV file: with a line of headers it may have any option of start. class-{01..30} is thirty rooms.'
    : 'Slack takes 3,000 characters in a field: go on here.';
  return {
    type: 'input',
    block_id: rowsBlock(n),
    optional: !first || optional,
    label: plain(first ? 'Rows' : 'More rows', limits.inputLabel),
    hint: plain(hint, limits.inputHint),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: true,
      max_length: limits.plainTextInput,
      ...(first ? { placeholder: plain('room1 https://a.b/1.mp4', limits.placeholder) } : {}),
      ...(value === undefined || value === '' ? {} : { initial_value: value }),
    },
  };
}

/** The input of a file with rows, which Slack takes only of an app with the scope `files:read`. */
export function fileInput(): InputBlock {
  return {
    type: 'input',
    block_id: fileBlock,
    optional: true,
    label: plain('Rows from a file', limits.inputLabel),
    hint: plain('CSV or text (UTF-8), in place of the rows above.', limits.inputHint),
    element: { type: 'file_input', action_id: 'value', filetypes: ['csv', 'tsv', 'txt'], max_files: 1 },
  };
}

/** Lines in as few texts as they fit into; a line that fits into none is one by itself, and Slack shows its beginning. */
export function inParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text === '' ? [] : text.split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= limits.plainTextInput)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}
