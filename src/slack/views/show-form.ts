import type { InputBlock, ModalView } from '@slack/types';
import { type Draft, type Field, fields } from '../../ingest/fields.ts';
import type { Application } from '../../ingest/request.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { SlackFile } from '../api/files.ts';
import { callbackIds } from '../format/ids.ts';
import { context } from '../format/message.ts';
import { limits } from '../format/mrkdwn.ts';
import { writeRows } from './exported-rows.ts';
import { plain } from './plain.ts';
import { fileInput, fitIn, inParts, rowsInput } from './rows-inputs.ts';
import { channelInput, fieldInput, type StartForm } from './start-form.ts';

/** Ids of its blocks besides the channel's and the rows'. */
export const showBlocks = { name: 'name', preset: 'preset', defaults: 'defaults' } as const;

/** As many are offered; a show with more text gets more of them. */
const fewestInputs = 4;
/** Slack takes as many options in a list. */
const mostOptions = 100;

/** What a form of any show offers. */
export interface ShowChoices {
  applications: readonly Application[];
  /** Names of presets. */
  presets: readonly string[];
  /** Whether Slack lets the bot read a file. */
  takesFile: boolean;
}

export interface ShowForm extends ShowChoices {
  show?: Show;
  channel?: StartForm['channel'];
  /** A sentence at the top of the form. */
  notice?: string;
}

/** A show as a form says it. */
export interface FilledShow {
  name: string;
  /** The show that the form was filled in with, and when that had been saved, in ms since the epoch. */
  opened?: { name: string; at: number } | undefined;
  channel: string | undefined;
  /** Whose options come before all others. */
  preset?: string;
  /** Options that have a field of their own. */
  chosen?: Draft;
  /** Options as they are typed. */
  defaults: string;
  /** All that was pasted, one field after the other. */
  rows: string;
  /** What the rows are in, if they were not pasted. */
  file?: SlackFile;
}

/** Options of all rows that are chosen and not typed. */
export const chosenFields = ['app', 'region'] as const;

/** The form of a show, filled in with one that is kept. */
export function showForm(form: ShowForm): ModalView {
  const { show, channel, notice, applications, presets, takesFile } = form;
  const parts = inParts(show === undefined ? '' : writeRows(show.rows));
  const isTooLong = !fitIn(parts);
  const texts = isTooLong ? [] : parts;
  const inputs = Math.max(fewestInputs, texts.length + (show === undefined ? 0 : 1));
  const offered = chosenFields
    .filter((field) => field !== 'app' || applications.length > 1)
    .map((field) => fieldInput(field, { draft: show?.defaults ?? {} }, applications));
  // What is not on offer stays typed, so that it is not lost.
  const chosen = offered.filter(({ element }) => 'initial_option' in element).map(({ block_id }) => block_id);
  const typed = Object.entries(show?.defaults ?? {}).filter(([field]) => !chosen.includes(field));
  return {
    type: 'modal',
    callback_id: callbackIds.show,
    ...(show === undefined
      ? {}
      : { private_metadata: JSON.stringify({ opened: { name: show.name, at: show.at } }) }),
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
      ...Array.from({ length: inputs }, (_, n) => rowsInput(n, texts[n], { optional: takesFile })),
      ...(takesFile ? [fileInput()] : []),
      context('For all rows, unless a row says otherwise:'),
      ...presetInput(presets),
      ...offered,
      {
        ...text(
          showBlocks.defaults,
          'Options of all rows',
          '--repeat -1 --volume 80',
          'As behind `start`. They come before those of the preset.',
          optionsOf(Object.fromEntries(typed)),
        ),
        optional: true,
      },
    ],
  };
}

/** A list to choose from, or a field to type into if there are more than fit into one. */
function presetInput(presets: readonly string[]): InputBlock[] {
  if (presets.length === 0) return [];
  const hint = 'Its options are taken over when the show is saved, and stay as they are then.';
  if (presets.length > mostOptions)
    return [{ ...text(showBlocks.preset, 'Preset', presets[0] ?? '', hint), optional: true }];
  return [
    {
      type: 'input',
      block_id: showBlocks.preset,
      optional: true,
      label: plain('Preset', limits.inputLabel),
      hint: plain(hint, limits.inputHint),
      element: {
        type: 'static_select',
        action_id: 'value',
        options: presets.map((name) => ({ text: plain(name, limits.optionText), value: name })),
      },
    },
  ];
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
