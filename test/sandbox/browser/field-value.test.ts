import { describe, expect, test } from '@jest/globals';
import {
  fieldComplaint,
  heldValue,
  initialFieldValue,
} from '../../../sandbox/browser/page/form/field-value.ts';
import type { Input, InputElement } from '../../../sandbox/slack/block-kit/types.ts';
import type { OpenView, StateValue } from '../../../sandbox/slack/types.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['one', 'two'].map((value) => ({ text: plain(value), value }));
const [one] = options;

function input(element: InputElement, more: Partial<Input> = {}): Input {
  return { type: 'input', block_id: 'block', label: plain('Label'), element, ...more };
}

describe('A field holds', () => {
  test.each<[InputElement, string | string[]]>([
    [{ type: 'plain_text_input', action_id: 'a', initial_value: 'room1' }, 'room1'],
    [{ type: 'plain_text_input', action_id: 'a' }, ''],
    [{ type: 'static_select', action_id: 'a', options, ...(one && { initial_option: one }) }, 'one'],
    [{ type: 'checkboxes', action_id: 'a', options, initial_options: options }, ['one', 'two']],
    [{ type: 'checkboxes', action_id: 'a', options }, []],
    [{ type: 'conversations_select', action_id: 'a', initial_conversation: 'C1' }, 'C1'],
    [{ type: 'multi_users_select', action_id: 'a', initial_users: ['U1'] }, ['U1']],
  ])('what a new form gives it: %j', (element, value) => {
    expect(initialFieldValue(element)).toEqual(value);
  });

  test.each<[StateValue, string | string[]]>([
    [{ type: 'plain_text_input', value: 'typed' }, 'typed'],
    [{ type: 'plain_text_input', value: null }, ''],
    [{ type: 'static_select', selected_option: one }, 'one'],
    [{ type: 'static_select', selected_option: null }, ''],
    [{ type: 'checkboxes', selected_options: options }, ['one', 'two']],
    [{ type: 'multi_users_select', selected_users: ['U1', 'U2'] }, ['U1', 'U2']],
  ])('what Slack says it holds, rather than what it began with: %j', (state, value) => {
    const element: InputElement = { type: 'plain_text_input', action_id: 'a', initial_value: 'at first' };
    expect(heldValue(openView({ block: { a: state } }), input(element))).toEqual(value);
  });

  test('what it began with while Slack knows nothing of it', () => {
    const element: InputElement = { type: 'plain_text_input', action_id: 'a', initial_value: 'at first' };
    expect(heldValue(openView({ block: { other: { type: 'x' } } }), input(element))).toBe('at first');
  });
});

describe('Slack complains of a field', () => {
  const text = { type: 'plain_text_input', action_id: 'a' } as const;
  const number = { type: 'number_input', action_id: 'a', is_decimal_allowed: false } as const;

  test.each<[string, InputElement, string | string[], string]>([
    ['that is empty', text, ' ', 'Please complete this required field.'],
    [
      'in which nothing is chosen',
      { type: 'checkboxes', action_id: 'a', options },
      [],
      'Please complete this required field.',
    ],
    ['that is too short', { ...text, min_length: 3 }, 'ab', 'Must be at least 3 characters.'],
    ['that is too long', { ...text, max_length: 3 }, 'abcd', 'Must be less than 4 characters.'],
    ['that is longer than any may be', text, 'a'.repeat(3001), 'Must be less than 3001 characters.'],
    ['that is no number', number, 'many', 'Must be a number.'],
    ['that is no whole number', number, '1.5', 'Must be a whole number.'],
    ['below the least', { ...number, min_value: '2' }, '1', 'Must be at least 2.'],
    ['above the most', { ...number, max_value: '2' }, '3', 'Must be at most 2.'],
  ])('%s', (_what, element, value, complaint) => {
    expect(fieldComplaint(input(element), value)).toBe(complaint);
  });

  test.each<[string, Input, string | string[]]>([
    ['that may be empty', input(text, { optional: true }), ''],
    ['that is as long as it may be', input({ ...text, min_length: 3, max_length: 3 }), 'abc'],
    [
      'with a number between the least and the most',
      input({ ...number, min_value: '1', max_value: '3' }),
      '3',
    ],
    ['with a decimal where those may be', input({ ...number, is_decimal_allowed: true }), '1.5'],
    ['in which something is chosen', input({ type: 'checkboxes', action_id: 'a', options }), ['one']],
  ])('and not of one %s', (_what, field, value) => {
    expect(fieldComplaint(field, value)).toBeUndefined();
  });
});

function openView(state: OpenView['state']): OpenView {
  return {
    id: 'V1',
    hash: '1',
    user: 'U1',
    view: { type: 'modal', blocks: [] },
    root_view_id: 'V1',
    previous_view_id: null,
    state,
    errors: {},
  };
}
