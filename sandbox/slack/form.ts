import type { Block, Input, InputElement } from './block-kit/types.ts';
import { type Entry, enteredValue } from './field-input.ts';
import { interactiveElements, keepsValue, type Placed } from './field-state.ts';
import type { OpenView, Person, StateValue } from './types.ts';
import type { Workspace } from './workspace.ts';

function labelOf(block: Block): string | undefined {
  return block.type === 'input' ? block.label.text : undefined;
}

function fieldsOf(view: OpenView): Placed<InputElement>[] {
  return interactiveElements(view.view.blocks).flatMap(({ block, element }) =>
    keepsValue(element) ? [{ block, element }] : [],
  );
}

/** @throws Error where no field, or more than one, has that block_id, label or action_id */
function findField(view: OpenView, name: string): Placed<InputElement> {
  const fields = fieldsOf(view);
  const found = fields.filter(
    ({ block, element }) => block.block_id === name || labelOf(block) === name || element.action_id === name,
  );
  const [field] = found;
  if (field === undefined || found.length > 1) {
    const names = fields.map(({ block }) => labelOf(block) ?? block.block_id).join(', ');
    throw new Error(
      `${found.length === 0 ? 'there is no' : 'there is more than one'} field ${name} among ${names}`,
    );
  }
  return field;
}

/** @throws Error where a field is missing or cannot take what it is given */
export function fillField(
  view: OpenView,
  name: string,
  entry: Entry,
  by: { workspace: Workspace; person: Person },
): void {
  const { block, element } = findField(view, name);
  try {
    const value = enteredValue(element, entry, by);
    view.state[block.block_id] = { ...view.state[block.block_id], [element.action_id]: value };
  } catch (reason) {
    throw new Error(`${name}: ${reason instanceof Error ? reason.message : reason}`);
  }
}

function isEmpty(value: StateValue): boolean {
  const held = Object.entries(value).find(([key]) => key !== 'type')?.[1];
  if (typeof held === 'string') return held.trim() === '';
  return held === null || held === undefined || (Array.isArray(held) && held.length === 0);
}

/** As the client says it below the field. */
function complaint(block: Input, value: StateValue): string | undefined {
  const { element } = block;
  if (isEmpty(value)) return block.optional === true ? undefined : 'Please complete this required field.';
  if (element.type === 'plain_text_input') {
    const { length } = String(value.value);
    if (length > (element.max_length ?? 3000))
      return `Must be less than ${(element.max_length ?? 3000) + 1} characters.`;
    if (length < (element.min_length ?? 0)) return `Must be at least ${element.min_length} characters.`;
  }
  if (element.type === 'number_input') {
    const number = Number(value.value);
    if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Must be a whole number.';
    if (number < Number(element.min_value ?? '-Infinity')) return `Must be at least ${element.min_value}.`;
    if (number > Number(element.max_value ?? 'Infinity')) return `Must be at most ${element.max_value}.`;
  }
  if ('max_selected_items' in element) {
    const chosen = value.selected_options ?? value.selected_users;
    if (Array.isArray(chosen) && chosen.length > (element.max_selected_items ?? 100))
      return 'Too many are selected.';
  }
  return undefined;
}

/** Why Slack's client keeps the form from being sent; empty where it may go. */
export function obstacles(view: OpenView): string[] {
  return view.view.blocks.flatMap((block) => {
    if (block.type !== 'input') return [];
    const value = view.state[block.block_id]?.[block.element.action_id];
    const reason = value && complaint(block, value);
    return reason === undefined ? [] : [`${block.label.text}: ${reason}`];
  });
}

/** Inputs that give the app a response_url for the chosen channel. */
export function responseUrlInputs(
  view: OpenView,
): { block_id: string; action_id: string; channel_id: string }[] {
  return fieldsOf(view).flatMap(({ block: { block_id }, element }) => {
    if (!('response_url_enabled' in element) || element.response_url_enabled !== true) return [];
    const value = view.state[block_id]?.[element.action_id];
    const channel_id = value?.selected_conversation ?? value?.selected_channel;
    return typeof channel_id === 'string' ? [{ block_id, action_id: element.action_id, channel_id }] : [];
  });
}
