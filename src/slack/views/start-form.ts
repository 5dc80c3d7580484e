import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Draft, type Field, fieldDefinitions, fields } from '../../ingest/fields.ts';
import { maskText } from '../../ingest/mask.ts';
import type { Problem } from '../../ingest/problem.ts';
import type { Application } from '../../ingest/request.ts';
import { readRoomType } from '../../ingest/room.ts';
import { actionIds } from '../blocks/buttons.ts';
import { fieldWords } from '../format/field-words.ts';
import { callbackIds } from '../format/ids.ts';
import { button, context } from '../format/message.ts';
import { cut, limits } from '../format/mrkdwn.ts';
import { ruleOf } from '../format/rules.ts';
import { plain } from './plain.ts';

/** Block id of the input that says where to answer; the other inputs have their field's name. */
export const channelBlock = 'channel';
const actionId = 'value';
/** In place of a channel: none is chosen yet. */
export const toBeChosen = Symbol('to be chosen');

export interface StartForm {
  draft: Draft;
  /** Shown at the fields they belong to. */
  problems?: readonly Problem[];
  /** Where to answer, or that a person is to choose; Slack's choice of the current conversation if this is absent. */
  channel?: string | typeof toBeChosen;
  /** A sentence at the top of the form. */
  notice?: string;
  /** Whether sources are looked at here: then a button below the URL does. */
  checks?: boolean;
}

/** The URL is the last of them: its button comes next. */
const everyday: readonly Field[] = ['room', 'url'];
const check: KnownBlock = { type: 'actions', elements: [button(actionIds.checkForm, 'Check', 'url')] };

/** The start form, filled in. Everyday fields come first; the choice of an application only if there are several. */
export function startForm(form: StartForm, applications: readonly Application[]): ModalView {
  const offersCheck = form.checks === true;
  const isShown = (field: Field) =>
    (field !== 'app' || applications.length > 1) && (field !== 'check' || offersCheck);
  const input = (field: Field) => fieldInput(field, form, applications);
  const blocks: KnownBlock[] = [
    ...(form.notice === undefined ? [] : [context(form.notice)]),
    ...everyday.map(input),
    ...(offersCheck ? [check] : []),
    channelInput(form.channel),
    context('Everything below may be left as it is.'),
    ...fields.filter((field) => isShown(field) && !everyday.includes(field)).map(input),
  ];
  return {
    type: 'modal',
    callback_id: callbackIds.start,
    title: plain('Start a stream', limits.modalTitle),
    submit: plain('Start', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks,
  };
}

export function fieldInput(field: Field, form: StartForm, applications: readonly Application[]): InputBlock {
  const { label } = fieldWords[field];
  return {
    type: 'input',
    block_id: field,
    optional: !everyday.includes(field),
    label: plain(label, limits.inputLabel),
    hint: plain(hint(field, form.problems ?? []), limits.inputHint),
    element: element(field, form.draft[field], applications),
  };
}

function hint(field: Field, problems: readonly Problem[]): string {
  const { purpose, takes } = fieldWords[field];
  const { kind } = fieldDefinitions[field];
  const problem = problems.find((each) => each.field === field);
  if (problem === undefined) {
    return withoutMarkup(
      kind === 'whole number' ? `${capital(purpose)}. Takes ${takes}.` : `${capital(purpose)}.`,
    );
  }
  const given = problem.given === undefined ? '' : ` You gave: ${cut(maskText(problem.given), 100)}`;
  return `⚠️ ${withoutMarkup(fieldError(problem))}${given}`;
}

/** What is wrong with a field, as it stands below that field. */
export function fieldError(problem: Problem): string {
  return withoutMarkup(`${capital(ruleOf(problem))}.`);
}

/** What is wrong with a form, by the block that it belongs to; undefined if nothing is. */
export type FormErrors = Record<string, string> | undefined;

/** The same for a whole form, by the block that each belongs to. */
export function fieldErrors(problems: readonly Problem[]): Record<string, string> {
  return Object.fromEntries(problems.map((problem) => [problem.field, fieldError(problem)]));
}

function element(
  field: Field,
  value: string | undefined,
  applications: readonly Application[],
): InputBlock['element'] {
  const { kind } = fieldDefinitions[field];
  if (kind === 'flag') return flagElement(field, value);
  if (kind === 'choice') {
    const chosen = value === undefined ? undefined : optionValue(field, value, applications);
    return choiceElement(choices(field, applications), chosen);
  }
  return {
    type: 'plain_text_input',
    action_id: actionId,
    max_length: limits.plainTextInput,
    placeholder: plain(fieldWords[field].example, limits.placeholder),
    ...(fits(value) ? { initial_value: value } : {}),
  };
}

/** What is too long for the field is left out: shortened it might be taken for what was meant. */
function fits(value: string | undefined): value is string {
  return value !== undefined && value !== '' && value.length <= limits.plainTextInput;
}

function choiceElement(
  options: readonly PlainTextOption[],
  value: string | undefined,
): InputBlock['element'] {
  const initial = options.find((option) => option.value === value);
  return {
    type: 'static_select',
    action_id: actionId,
    options: [...options],
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

function flagElement(field: Field, value: string | undefined): InputBlock['element'] {
  const yes = option(capital(fieldWords[field].label), 'true');
  return {
    type: 'checkboxes',
    action_id: actionId,
    options: [yes],
    ...(value === 'true' ? { initial_options: [yes] } : {}),
  };
}

function choices(field: Field, applications: readonly Application[]): PlainTextOption[] {
  if (field === 'app') return applications.map((app) => option(`${app.name} (${app.sdkAppId})`, app.name));
  if (field === 'region') return (applications[0]?.regions ?? []).map((region) => option(region, region));
  return (fieldDefinitions[field].choices ?? []).map((choice) => option(choice, choice));
}

/** The value of the option that says the same as what was typed, which may be written in other ways. */
function optionValue(field: Field, typed: string, applications: readonly Application[]): string {
  if (field === 'room-type') return ['string', 'integer'][readRoomType(typed) ?? -1] ?? typed;
  if (field === 'tempo') return String(Number(typed));
  if (field === 'app') return applications.find((app) => String(app.sdkAppId) === typed)?.name ?? typed;
  return typed;
}

/** The input that asks for a channel of the bot's. */
export function channelInput(
  channel: StartForm['channel'],
  label = 'Answer in',
  hint = 'The channel where the card and its thread are posted.',
): InputBlock {
  return {
    type: 'input',
    block_id: channelBlock,
    label: plain(label, limits.inputLabel),
    hint: plain(hint, limits.inputHint),
    element: {
      type: 'conversations_select',
      action_id: actionId,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      response_url_enabled: true,
      ...(channel === undefined ? { default_to_current_conversation: true } : {}),
      ...(typeof channel === 'string' ? { initial_conversation: channel } : {}),
    },
  };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, limits.optionText), value };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const withoutMarkup = (text: string) => text.replaceAll('`', '');
