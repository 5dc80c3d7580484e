import type { ReactNode } from 'react';
import type { Block, Context, Image, Input, Section } from '../../../slack/block-kit/types.ts';
import type { PressPlace } from '../../protocol.ts';
import { Text } from './text.tsx';
import { UsableElement } from './usable-element.tsx';

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
      {blocks.map((block) =>
        block.type === 'input' ? (
          input?.(block)
        ) : (
          <BlockView key={block.block_id} block={block} where={where} />
        ),
      )}
    </div>
  );
}

function BlockView({ block, where }: { block: Exclude<Block, Input>; where: PressPlace }) {
  switch (block.type) {
    case 'section':
      return <SectionView block={block} where={where} />;
    case 'context':
      return <ContextView block={block} />;
    case 'actions':
      return (
        <div className="block-actions">
          {block.elements.map((element) => (
            <UsableElement key={element.action_id} element={element} block={block} where={where} />
          ))}
        </div>
      );
    case 'header':
      return (
        <h2 className="block-header">
          <Text text={block.text} />
        </h2>
      );
    case 'divider':
      return <hr />;
    case 'image':
      return <Picture image={block} />;
  }
}

function SectionView({ block, where }: { block: Section; where: PressPlace }) {
  const { text, fields, accessory } = block;
  return (
    <div className="block-section">
      <div className="block-section-text">
        {text !== undefined && <Text text={text} />}
        {fields !== undefined && (
          <div className="block-fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have nothing else to be told apart by
              <div key={index}>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory?.type === 'image' && <Picture image={accessory} />}
      {accessory !== undefined && accessory.type !== 'image' && (
        <UsableElement element={accessory} block={block} where={where} />
      )}
    </div>
  );
}

function ContextView({ block }: { block: Context }) {
  return (
    <div className="block-context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements have nothing else to be told apart by
          <Picture key={index} image={element} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements have nothing else to be told apart by
          <Text key={index} text={element} />
        ),
      )}
    </div>
  );
}

/** Pictures would be loaded from elsewhere, which the sandbox does not do: their description stands for them. */
function Picture({ image }: { image: Image }) {
  return <span className="picture">Picture: {image.alt_text}</span>;
}
