import type { FieldValue } from './field-value.ts';

export interface Option {
  value: string;
  label: string;
  description?: string;
}

interface ChoicesProps {
  options: readonly Option[];
  id: string;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
}

/** Radio buttons. */
export function OneOf({ options, id, value, onChange }: ChoicesProps) {
  return options.map((option) => (
    <label key={option.value} className="choice">
      <input
        type="radio"
        name={id}
        checked={value === option.value}
        onChange={() => onChange(option.value)}
      />
      <OptionText option={option} />
    </label>
  ));
}

/** Checkboxes. */
export function SeveralOf({ options, value, onChange }: ChoicesProps) {
  const chosen = Array.isArray(value) ? value : [];
  return options.map((option) => (
    <label key={option.value} className="choice">
      <input
        type="checkbox"
        checked={chosen.includes(option.value)}
        onChange={({ target }) =>
          onChange(target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))
        }
      />
      <OptionText option={option} />
    </label>
  ));
}

function OptionText({ option }: { option: Option }) {
  return (
    <span>
      {option.label}
      {option.description !== undefined && <small>{option.description}</small>}
    </span>
  );
}
