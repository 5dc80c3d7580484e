import { useId } from 'react';
import type { Input } from '../../../slack/block-kit/types.ts';
import { FieldElement, isGroup } from './field-element.tsx';
import type { FieldValue } from './field-value.ts';

interface FieldProps {
  block: Input;
  value: FieldValue;
  error: string | undefined;
  onChange: (value: FieldValue) => void;
}

/** An input block: label, control, what is wrong with it, and a hint. */
export function Field({ block, value, error, onChange }: FieldProps) {
  const id = useId();
  const hint = block.hint?.text;
  const describedBy =
    [...(error ? [`${id}-error`] : []), ...(hint ? [`${id}-hint`] : [])].join(' ') || undefined;
  const name = (
    <>
      {block.label.text}
      {block.optional === true && <span className="optional"> (optional)</span>}
    </>
  );
  const control = (
    <FieldElement
      element={block.element}
      id={id}
      value={value}
      onChange={onChange}
      describedBy={describedBy}
      invalid={error !== undefined}
    />
  );
  const below = (
    <>
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error">
          <span aria-hidden="true">⚠ </span>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </>
  );
  if (isGroup(block.element)) {
    return (
      <fieldset className="field" data-wrong={error !== undefined} aria-describedby={describedBy}>
        <legend>{name}</legend>
        {control}
        {below}
      </fieldset>
    );
  }
  return (
    <div className="field" data-wrong={error !== undefined}>
      <label htmlFor={id}>{name}</label>
      {control}
      {below}
    </div>
  );
}
