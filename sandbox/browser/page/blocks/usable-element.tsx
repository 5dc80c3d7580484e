import { useId, useState } from 'react';
import type {
  Block,
  Button,
  Confirm,
  InputElement,
  InteractiveElement,
  Overflow,
} from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import type { PressPlace } from '../../protocol.ts';
import { FieldElement } from '../form/field-element.tsx';
import { type FieldValue, initialFieldValue } from '../form/field-value.ts';
import { Menu } from '../parts/menu.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface UsableProps<E> {
  element: E;
  block: Block;
  where: PressPlace;
}

type Press = (choose?: FieldValue) => void;

/** A button or another element that tells the app as soon as it is used, after a confirmation where it asks for one. */
export function UsableElement({ element, block, where }: UsableProps<InteractiveElement>) {
  const { act } = useWorkspace();
  const [asking, setAsking] = useState<{ confirm: Confirm; choose: FieldValue | undefined }>();
  const send = (choose: FieldValue | undefined) => {
    const { action_id: actionId } = element;
    const chosen = choose === undefined ? {} : { choose };
    void act({ type: 'press', where, actionId, blockId: block.block_id, ...chosen });
  };
  const press: Press = (choose) => {
    if (element.confirm === undefined) send(choose);
    else setAsking({ confirm: element.confirm, choose });
  };
  return (
    <>
      <Drawn element={element} press={press} />
      {asking !== undefined && (
        <ConfirmDialog
          confirm={asking.confirm}
          onAnswer={(yes) => {
            setAsking(undefined);
            if (yes) send(asking.choose);
          }}
        />
      )}
    </>
  );
}

function Drawn({ element, press }: { element: InteractiveElement; press: Press }) {
  if (element.type === 'button') return <PressButton button={element} press={press} />;
  if (element.type === 'overflow') return <OverflowMenu overflow={element} press={press} />;
  return <Chooser element={element} press={press} />;
}

function PressButton({ button, press }: { button: Button; press: Press }) {
  const { style = 'default', text, accessibility_label } = button;
  return (
    <button
      type="button"
      className={`button button-${style}`}
      aria-label={accessibility_label}
      onClick={() => press()}
    >
      {withEmoji(text.text)}
    </button>
  );
}

function OverflowMenu({ overflow, press }: { overflow: Overflow; press: Press }) {
  const items = overflow.options.map(({ text, value }) => ({
    label: withEmoji(text.text),
    onPick: () => press(value),
  }));
  return <Menu label="More choices" sign="⋯" className="button" items={items} />;
}

function Chooser({ element, press }: { element: InputElement; press: Press }) {
  const id = useId();
  const [value, setValue] = useState(() => initialFieldValue(element));
  return (
    <FieldElement
      element={element}
      id={id}
      value={value}
      label={element.placeholder?.text ?? element.action_id}
      onChange={(next) => {
        setValue(next);
        press(next);
      }}
    />
  );
}
