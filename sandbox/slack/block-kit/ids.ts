import { newId } from '../ids.ts';
import type { Block, InteractiveElement, View } from './types.ts';

function named<E extends InteractiveElement>(element: E): E {
  return element.action_id === undefined ? { ...element, action_id: newId('', 5) } : element;
}

function identified(block: Block): Block {
  const known = block.block_id === undefined ? { ...block, block_id: newId('', 5) } : block;
  if (known.type === 'actions') return { ...known, elements: known.elements.map(named) };
  if (known.type === 'input') return { ...known, element: named(known.element) };
  if (known.type !== 'section' || known.accessory === undefined || known.accessory.type === 'image')
    return known;
  return { ...known, accessory: named(known.accessory) };
}

/** Checked blocks, with the ids that Slack makes up where an app gave none. */
export function withIds(checked: unknown): Block[] {
  return (checked as Block[]).map(identified);
}

export function viewWithIds(checked: unknown): View {
  const view = checked as View;
  return { ...view, blocks: withIds(view.blocks) };
}
