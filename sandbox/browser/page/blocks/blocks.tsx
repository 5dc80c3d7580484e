import { type MouseEvent, type ReactNode, useId } from 'react';
import type { Block, Input, InteractiveElement, Table } from '../../../slack/block-kit/types.ts';
import type { PressPlace } from '../../protocol.ts';
import { Drawn } from './drawn.tsx';
import { isButton, libraryBlocks } from './library-blocks.ts';
import { OwnElement } from './own-element.tsx';
import { TableBlock } from './table.tsx';
import { usePress } from './use-press.tsx';

interface BlocksProps {
  blocks: readonly Block[];
  where: PressPlace;
  /** Draws inputs, which only forms have. */
  input?: (block: Input) => ReactNode;
}

/** Blocks of a message, a form or Home. */
export function Blocks({ blocks, where, input }: BlocksProps) {
  return (
    <div className="blocks">
      {blocks.map((block, at) => {
        if (block.type === 'input') return input?.(block);
        const key = keyOf(block, blocks.slice(0, at));
        return block.type === 'table' ? (
          <TableBlock key={key} {...block} />
        ) : (
          <BlockView key={key} block={block} where={where} />
        );
      })}
    </div>
  );
}

/** Slack names blocks anew at every edit, at which nobody's open question may vanish: so a block is the nth of its kind. */
function keyOf({ type }: Block, before: readonly Block[]): string {
  return `${type} ${before.filter((each) => each.type === type).length}`;
}

function BlockView({ block, where }: { block: Exclude<Block, Input | Table>; where: PressPlace }) {
  const scope = useId();
  const domId = (name: string) => `${scope}-${name}`;
  const [press, question] = usePress(block, where);
  const elements = interactiveElements(block);
  const own = elements.filter((element) => !isButton(element));
  const pressed = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const element = elements.filter(isButton).find(({ action_id }) => domId(action_id) === button?.id);
    if (element !== undefined) press(element);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the library's buttons, which keys press too, have no handler of their own */}
      <div className={`block-${block.type}`} onClick={pressed}>
        <Drawn
          // Other buttons are no place for the focus and the click that were meant for these.
          key={elements.map(({ action_id }) => action_id).join(' ')}
          blocks={libraryBlocks(block, domId)}
        />
        {own.map((element) => (
          <OwnElement
            // What was chosen is forgotten at an edit.
            key={`${block.block_id} ${element.action_id}`}
            element={element}
            onChoose={(value) => press(element, value)}
          />
        ))}
      </div>
      {question}
    </>
  );
}

function interactiveElements(block: Exclude<Block, Input | Table>): InteractiveElement[] {
  if (block.type === 'actions') return block.elements;
  if (block.type !== 'section' || block.accessory === undefined) return [];
  return block.accessory.type === 'image' ? [] : [block.accessory];
}
