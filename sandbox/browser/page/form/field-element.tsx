import type { KeyboardEvent } from 'react';
import type { InputElement } from '../../../slack/block-kit/types.ts';
import { useWorkspace } from '../workspace/context.ts';
import { OneOf, type Option, SeveralOf } from './choices.tsx';
import type { FieldValue } from './field-value.ts';

export interface FieldElementProps<E = InputElement> {
  element: E;
  id: string;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  /** Its name where no label is bound to it. */
  label?: string;
  describedBy?: string | undefined;
  invalid?: boolean;
  /** Each change of it does something: then keys open a list, and do not walk through it. */
  isTold?: boolean;
}

/** Elements that are several controls, and so are named by a legend and no label. */
export function isGroup({ type }: InputElement): boolean {
  return ['radio_buttons', 'checkboxes', 'multi_static_select', 'multi_users_select'].includes(type);
}

/**
 * The control of an input block, or of an element that tells the app at once. Those of slack-blocks-to-jsx keep what is
 * typed to themselves, show no error, and are named alike whatever their label (texts "Select an item").
 */
export function FieldElement(props: FieldElementProps) {
  const { element } = props;
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return <TextControl {...props} element={element} />;
    case 'static_select':
    case 'conversations_select':
    case 'channels_select':
    case 'users_select':
      return <SelectControl {...props} element={element} />;
    case 'radio_buttons':
      return <OneOf options={asOptions(element.options)} {...props} />;
    case 'checkboxes':
      return <SeveralOf options={asOptions(element.options)} {...props} />;
    case 'multi_static_select':
      return <SeveralOf options={groupsOf(element).flatMap(({ options }) => options)} {...props} />;
    case 'multi_users_select':
      return <Users {...props} />;
    case 'file_input':
      return <FileControl {...props} element={element} />;
  }
}

function Users(props: FieldElementProps) {
  const { people } = useWorkspace().snapshot;
  return <SeveralOf options={people.map(({ id, name }) => ({ value: id, label: name }))} {...props} />;
}

function FileControl({
  element,
  id,
  onChange,
  describedBy,
  invalid,
}: FieldElementProps<Extract<InputElement, { type: 'file_input' }>>) {
  const choose = async (file: File | undefined) =>
    onChange(file === undefined ? '' : { name: file.name, content: await file.text() });
  return (
    <input
      id={id}
      type="file"
      accept={(element.filetypes ?? []).map((type) => `.${type}`).join(',')}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={(event) => void choose(event.target.files?.[0])}
    />
  );
}

type Typed = Extract<InputElement, { type: 'plain_text_input' | 'number_input' }>;

function TextControl({
  element,
  id,
  value,
  onChange,
  label,
  describedBy,
  invalid,
}: FieldElementProps<Typed>) {
  const shared = {
    id,
    value: String(value),
    placeholder: element.placeholder?.text,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    autoComplete: 'off',
    spellCheck: false,
  };
  if (element.type === 'plain_text_input' && element.multiline === true) {
    return <textarea {...shared} rows={4} onChange={(event) => onChange(event.target.value)} />;
  }
  const mode =
    element.type === 'plain_text_input' ? 'text' : element.is_decimal_allowed ? 'decimal' : 'numeric';
  return (
    <input {...shared} type="text" inputMode={mode} onChange={(event) => onChange(event.target.value)} />
  );
}

type Select = Extract<
  InputElement,
  { type: 'static_select' | 'conversations_select' | 'channels_select' | 'users_select' }
>;

function SelectControl({
  element,
  id,
  value,
  onChange,
  label,
  describedBy,
  invalid,
  isTold,
}: FieldElementProps<Select>) {
  const groups = useSelectGroups(element);
  return (
    <select
      id={id}
      value={String(value)}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onKeyDown={isTold === true ? openInstead : undefined}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{element.placeholder?.text ?? 'Select an option'}</option>
      {groups.map(({ name, options }) =>
        name === undefined ? (
          options.map(drawnOption)
        ) : (
          <optgroup key={name} label={name}>
            {options.map(drawnOption)}
          </optgroup>
        ),
      )}
    </select>
  );
}

/** Chromium changes a closed list at each of these keys. */
function openInstead(event: KeyboardEvent<HTMLSelectElement>): void {
  const walks = /^(?:Arrow|Page|Home|End)|^\S$/u.test(event.key);
  if (!walks || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.currentTarget.showPicker();
}

function drawnOption({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

interface Group {
  name?: string;
  options: Option[];
}

function useSelectGroups(element: Select): Group[] {
  const { channels, people } = useWorkspace().snapshot;
  if (element.type === 'static_select') return groupsOf(element);
  if (element.type === 'users_select') {
    return [{ options: people.map(({ id, name }) => ({ value: id, label: `@${name}` })) }];
  }
  const open = channels.filter(({ directTo, archived }) => directTo === undefined && !archived);
  return [{ options: open.map(({ id, name }) => ({ value: id, label: `#${name}` })) }];
}

type Listing = Extract<InputElement, { type: 'static_select' | 'multi_static_select' }>;

function groupsOf({ options, option_groups }: Listing): Group[] {
  if (option_groups === undefined) return [{ options: asOptions(options ?? []) }];
  return option_groups.map((group) => ({ name: group.label.text, options: asOptions(group.options) }));
}

function asOptions(
  options: readonly { value: string; text: { text: string }; description?: { text: string } }[],
): Option[] {
  return options.map(({ value, text, description }) => ({
    value,
    label: text.text,
    ...(description === undefined ? {} : { description: description.text }),
  }));
}
