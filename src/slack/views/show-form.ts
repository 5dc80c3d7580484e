import type { InputBlock, ModalView, PlainTextElement } from '@slack/types';
import { type Draft, type Field, fields } from '../../ingest/fields.ts';
import type { Show } from '../../ingest/shows/show.ts';
import { callbackIds } from '../format/ids.ts';
import { context, messageOfLines } from '../format/message.ts';
import { cut, limits } from '../format/mrkdwn.ts';
import { writeRows } from './exported-rows.ts';
import { framed } from './notice.ts';
import { channelInput, type StartForm } from './start-form.ts';

/** Ids of its blocks besides the channel's and the rows'. */
export const showBlocks = { name: 'name', defaults: 'defaults' } as const;
/** The rows are in several inputs: Slack takes 3,000 characters in one. */
export const rowsBlock = (n: number) => `rows-${n}`;

/** As many are offered; a show with more text gets more of them. */
const fewestInputs = 4;
/** A view has a hundred blocks, and 250,000 bytes as JSON. */
const mostInputs = 60;
const mostBytes = 200_000;

function fitIn(texts: readonly string[]): boolean {
  return texts.length <= mostInputs && Buffer.byteLength(JSON.stringify(texts)) <= mostBytes;
}

export interface ShowForm {
  show?: Show;
  channel?: StartForm['channel'];
  /** A sentence at the top of the form. */
  notice?: string;
}

/** A show as a form says it. */
export interface FilledShow {
  name: string;
  channel: string | undefined;
  /** Options as they are typed. */
  defaults: string;
  /** All that was pasted, one field after the other. */
  rows: string;
}

/** The form of a show, filled in with one that is kept. */
export function showForm({ show, channel, notice }: ShowForm): ModalView {
  const parts = inParts(show === undefined ? '' : writeRows(show.rows));
  const isTooLong = !fitIn(parts);
  const texts = isTooLong ? [] : parts;
  const inputs = Math.max(fewestInputs, texts.length + (show === undefined ? 0 : 1));
  return {
    type: 'modal',
    callback_id: callbackIds.show,
    title: plain('A show', limits.modalTitle),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [
      ...(notice === undefined ? [] : [context(notice)]),
      ...(isTooLong
        ? [
            context(
              'The rows of this show are too long for a form: paste them anew, or leave it with Cancel.',
            ),
          ]
        : []),
      text(showBlocks.name, 'Name', 'late-show', 'What its board and its commands call it.', show?.name),
      channelInput(show?.channel ?? channel, 'Board in', 'The channel where the board is posted.'),
      {
        ...text(
          showBlocks.defaults,
          'Options of all rows',
          '--repeat -1 --volume 80',
          'As behind `start`; a row may say otherwise.',
          show && optionsOf(show.defaults),
        ),
        optional: true,
      },
      ...Array.from({ length: inputs }, (_, n) => rowsInput(n, texts[n])),
    ],
  };
}

/** Rows that may be sent off from a view over the form, with all else that the form says. */
export interface RowsBelow {
  filled: FilledShow;
  /** How many of them are right, if the others were left out; absent if they are as they were typed. */
  count?: number;
}

/**
 * All that is wrong with a show, to be laid over its form; with rows below it, if there are any to be sent off from there. It
 * is read as the form is.
 */
export function showProblems(problems: readonly string[], below?: RowsBelow): ModalView {
  const { blocks } = messageOfLines([
    `*Nothing was saved. ${problems.length === 1 ? 'One thing' : `${problems.length} things`} to mend:*`,
    ...problems.map((problem) => `• ${problem}`),
  ]);
  const view = framed(blocks, { title: 'A show', close: 'Back' });
  if (below === undefined) return view;
  const { filled, count } = below;
  const kept = JSON.stringify(withoutRows(filled));
  const texts = inParts(filled.rows);
  if (kept.length > limits.privateMetadata || !fitIn(texts)) return view;
  const back = '*Back* leads to the form as you left it.';
  return {
    ...view,
    callback_id: callbackIds.show,
    private_metadata: kept,
    submit: plain(count === undefined ? 'Save' : `Save the other ${count}`, limits.modalTitle),
    blocks: [
      ...blocks,
      context(
        count === undefined ? `Mend the rows here. ${back}` : `${back} Or save the rows that are right:`,
      ),
      ...texts.map((part, n) => rowsInput(n, part)),
    ],
  };
}

function withoutRows({ name, channel, defaults }: FilledShow): Omit<FilledShow, 'rows'> {
  return { name, channel, defaults };
}

function rowsInput(n: number, value: string | undefined): InputBlock {
  const first = n === 0;
  const hint = first
    ? 'A room and a URL a line, or what you copy from a spreadsheet or CSV file: with a line of headers it may have any option of start. class-{01..30} is thirty rooms.'
    : 'Slack takes 3,000 characters in a field: go on here.';
  return {
    type: 'input',
    block_id: rowsBlock(n),
    optional: !first,
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

function text(block: string, label: string, example: string, hint: string, value?: string): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label, limits.inputLabel),
    hint: plain(hint, limits.inputHint),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: limits.plainTextInput,
      placeholder: plain(example, limits.placeholder),
      ...(value === undefined || value === '' ? {} : { initial_value: value }),
    },
  };
}

/** Options as they are typed, which read the same. */
export function optionsOf(draft: Draft): string {
  return fields
    .flatMap((field) => {
      const value = draft[field];
      return value === undefined ? [] : [optionOf(field, value)];
    })
    .join(' ');
}

/** What begins with - and is no number would be taken for another option. */
function optionOf(field: Field, value: string): string {
  const link = /^-(?!\d+$)/.test(value) ? '=' : ' ';
  return `--${field}${link}${/^[\w./:-]+$/.test(value) ? value : `"${value}"`}`;
}

/** Lines in as few texts as they fit into; a line that fits into none is one by itself, and Slack shows its beginning. */
function inParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text === '' ? [] : text.split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= limits.plainTextInput)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}

function plain(content: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: cut(content, most) };
}
