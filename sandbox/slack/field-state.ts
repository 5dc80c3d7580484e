import { isDeepStrictEqual } from 'node:util';
import type { Block, InputElement, InteractiveElement } from './block-kit/types.ts';
import { optionsOf } from './field-input.ts';
import type { State, StateValue } from './types.ts';

export interface Placed<E extends InteractiveElement = InteractiveElement> {
  block: Block;
  element: E;
}

/** Everything in blocks that a person can use. */
export function interactiveElements(blocks: readonly Block[]): Placed[] {
  return blocks.flatMap((block): Placed[] => {
    if (block.type === 'actions') return block.elements.map((element) => ({ block, element }));
    if (block.type === 'input') return [{ block, element: block.element }];
    if (block.type !== 'section' || block.accessory === undefined || block.accessory.type === 'image')
      return [];
    return [{ block, element: block.accessory }];
  });
}

export function keepsValue(element: InteractiveElement): element is InputElement {
  return element.type !== 'button' && element.type !== 'overflow';
}

/** What a field holds before anybody touches it. `channel`: where the person is. */
export function initialValue(element: InputElement, channel: string | undefined): StateValue {
  const { type } = element;
  switch (type) {
    case 'file_input':
      return { type, files: [] };
    case 'plain_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'conversations_select': {
      const current = element.default_to_current_conversation === true ? channel : undefined;
      return { type, selected_conversation: element.initial_conversation ?? current ?? null };
    }
  }
}

/** What was chosen counts only as long as it is on offer. */
function stillFits(element: InputElement, held: StateValue | undefined): held is StateValue {
  if (held?.type !== element.type) return false;
  const chosen = [held.selected_option ?? [], held.selected_options ?? []].flat();
  return chosen.every((one) => optionsOf(element).some((option) => isDeepStrictEqual(option, one)));
}

/** Fields with their initial values, or with what they held before under the same ids. */
export function freshState(blocks: readonly Block[], channel: string | undefined, before: State = {}): State {
  const state: State = {};
  for (const { block, element } of interactiveElements(blocks)) {
    if (!keepsValue(element)) continue;
    const held = before[block.block_id]?.[element.action_id];
    const value = stillFits(element, held) ? held : initialValue(element, channel);
    state[block.block_id] = { ...state[block.block_id], [element.action_id]: value };
  }
  return state;
}
