import { channelIn } from '../format/payload.ts';
import { elementText, onlyElement } from './read-start-form.ts';
import { rowsBlock, showBlocks } from './show-form.ts';
import { channelBlock } from './start-form.ts';

/** A show as a form says it. */
export interface FilledShow {
  name: string;
  channel: string | undefined;
  /** Options as they are typed. */
  defaults: string;
  /** All that was pasted, one field after the other. */
  rows: string;
}

/** A view has no more blocks. */
const mostBlocks = 100;

/** What a person filled in (view.state.values). */
export function readShowForm(values: unknown): FilledShow {
  const text = (block: string) => elementText(onlyElement(values, block)) ?? '';
  const parts = Array.from({ length: mostBlocks }, (_, n) => text(rowsBlock(n)));
  return {
    name: text(showBlocks.name).trim(),
    channel: channelIn(onlyElement(values, channelBlock)?.selected_conversation),
    defaults: text(showBlocks.defaults).trim(),
    rows: parts.filter((part) => part !== '').join('\n'),
  };
}
