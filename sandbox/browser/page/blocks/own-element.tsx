import { useId, useState } from 'react';
import type { Button, InputElement, InteractiveElement } from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import { FieldElement } from '../form/field-element.tsx';
import { type Choice, initialFieldValue, isChoice } from '../form/field-value.ts';
import { Menu } from '../parts/menu.tsx';

interface OwnProps<E> {
  element: E;
  onChoose: (value: Choice) => void;
}

/** An element that tells the app at once what is chosen in it, which the library's own do not. */
export function OwnElement({ element, onChoose }: OwnProps<Exclude<InteractiveElement, Button>>) {
  if (element.type !== 'overflow') return <Chooser element={element} onChoose={onChoose} />;
  const items = element.options.map(({ text, value }) => ({
    label: withEmoji(text.text),
    onPick: () => onChoose(value),
  }));
  return <Menu label="More choices" sign="⋯" className="button" items={items} />;
}

function Chooser({ element, onChoose }: OwnProps<InputElement>) {
  const id = useId();
  const [value, setValue] = useState(() => initialFieldValue(element));
  return (
    <FieldElement
      element={element}
      id={id}
      value={value}
      isTold
      label={element.placeholder?.text ?? element.action_id}
      onChange={(next) => {
        setValue(next);
        if (isChoice(next)) onChoose(next);
      }}
    />
  );
}
