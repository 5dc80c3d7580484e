import type { Input, InputElement } from '../../../slack/block-kit/types.ts';
import type { OpenView, StateValue } from '../../../slack/types.ts';
import type { ChosenFile } from '../../protocol.ts';

/** What is in a field: a text, the value of what is chosen ('' for nothing), those of several, or a file. */
export type FieldValue = string | readonly string[] | ChosenFile;

/** What can be chosen in an element that tells the app at once, which no file can. */
export type Choice = Exclude<FieldValue, ChosenFile>;

export function isChoice(value: FieldValue): value is Choice {
  return typeof value === 'string' || !('content' in value);
}

/** What a field of a form holds as far as Slack knows. */
export function heldValue({ state }: OpenView, { block_id, element }: Input): FieldValue {
  const held = state[block_id]?.[element.action_id];
  return held === undefined ? initialFieldValue(element) : fromState(held);
}

function fromState(state: StateValue): FieldValue {
  // A file is on the page alone until it is sent off.
  if (state.type === 'file_input') return '';
  const held = Object.entries(state).find(([key]) => key !== 'type')?.[1];
  return Array.isArray(held) ? held.map(one) : one(held);
}

function one(held: unknown): string {
  if (typeof held === 'string') return held;
  const isOption = typeof held === 'object' && held !== null && 'value' in held;
  return isOption ? String(held.value) : '';
}

/** What an element holds before anybody touches it. */
export function initialFieldValue(element: InputElement): FieldValue {
  switch (element.type) {
    case 'file_input':
      return '';
    case 'plain_text_input':
    case 'number_input':
      return element.initial_value ?? '';
    case 'static_select':
    case 'radio_buttons':
      return element.initial_option?.value ?? '';
    case 'multi_static_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map(({ value }) => value);
    case 'conversations_select':
      return element.initial_conversation ?? '';
    case 'channels_select':
      return element.initial_channel ?? '';
    case 'users_select':
      return element.initial_user ?? '';
    case 'multi_users_select':
      return element.initial_users ?? [];
  }
}

/** What Slack's client says below a field that it does not send, if anything. */
export function fieldComplaint({ optional, element }: Input, value: FieldValue): string | undefined {
  if (!isChoice(value)) return undefined;
  const empty = typeof value === 'string' ? value.trim() === '' : value.length === 0;
  if (empty) return optional === true ? undefined : 'Please complete this required field.';
  if (element.type === 'number_input') return numberComplaint(element, String(value));
  if (element.type !== 'plain_text_input') return undefined;
  const { min_length = 0, max_length = 3000 } = element;
  if (value.length > max_length) return `Must be less than ${max_length + 1} characters.`;
  return value.length < min_length ? `Must be at least ${min_length} characters.` : undefined;
}

function numberComplaint(
  { is_decimal_allowed, min_value, max_value }: Extract<InputElement, { type: 'number_input' }>,
  typed: string,
): string | undefined {
  const number = Number(typed);
  if (Number.isNaN(number)) return 'Must be a number.';
  if (!is_decimal_allowed && !Number.isInteger(number)) return 'Must be a whole number.';
  if (min_value !== undefined && number < Number(min_value)) return `Must be at least ${min_value}.`;
  if (max_value !== undefined && number > Number(max_value)) return `Must be at most ${max_value}.`;
  return undefined;
}
