import { plainCell } from './block-kit/table.ts';
import type {
  Block,
  Image,
  Input,
  InputElement,
  InteractiveElement,
  Section,
  Table,
  Text,
} from './block-kit/types.ts';
import { optionsOf } from './field-input.ts';
import { initialValue } from './field-state.ts';
import { isObject } from './json.ts';
import { dateText, type Names, readableText } from './mrkdwn.ts';
import type { State, StateValue } from './types.ts';

/** What fields hold and what is wrong with them, in a form. */
export interface Filled {
  state: State;
  errors: Record<string, string>;
}

const nothingFilled: Filled = { state: {}, errors: {} };
const accessoryColumn = 60;

function textOf(option: unknown): string {
  return isObject(option) && isObject(option.text) ? String(option.text.text) : '';
}

function nameOf(id: unknown, names: Names): string | undefined {
  const person = names.people.find((one) => one.id === id);
  const channel = names.channels.find((one) => one.id === id);
  return person ? `@${person.name}` : channel && `#${channel.name}`;
}

/** What is chosen or typed, as one line; empty where nothing is. */
function heldText(value: StateValue, names: Names): string {
  const held = Object.entries(value).find(([key]) => key !== 'type')?.[1];
  return [held]
    .flat()
    .map((one) => (typeof one === 'string' ? (nameOf(one, names) ?? one) : textOf(one)))
    .filter((one) => one !== '')
    .join(', ');
}

function toggles(element: InputElement, value: StateValue, [on, off]: [string, string]): string {
  const chosen = heldText(value, { people: [], channels: [], groups: [] }).split(', ');
  return optionsOf(element)
    .map((option) => `${chosen.includes(option.text.text) ? on : off} ${option.text.text}`)
    .join('   ');
}

function field(element: InputElement, value: StateValue, names: Names): string {
  if (element.type === 'radio_buttons') return toggles(element, value, ['(•)', '( )']);
  if (element.type === 'checkboxes') return toggles(element, value, ['[x]', '[ ]']);
  const shown = heldText(value, names) || element.placeholder?.text || '';
  const arrow = element.type === 'plain_text_input' || element.type === 'number_input' ? '' : ' ▾';
  return `[ ${shown.padEnd(30)}${arrow} ]`;
}

function elementLine(
  element: InteractiveElement | Image,
  block: Block,
  names: Names,
  filled: Filled,
): string {
  if (element.type === 'image') return `(${element.alt_text})`;
  if (element.type === 'button') return `[${readableText(element.text, names)}]`;
  if (element.type === 'overflow')
    return `[⋯ ${element.options.map((option) => option.text.text).join(' / ')}]`;
  const value = filled.state[block.block_id]?.[element.action_id] ?? initialValue(element, undefined);
  return field(element, value, names);
}

function sectionLines(block: Section, names: Names, filled: Filled): string[] {
  const lines = block.text === undefined ? [] : readableText(block.text, names).split('\n');
  const fields = (block.fields ?? []).map((one) => readableText(one, names).replaceAll('\n', ' '));
  const pairs = fields.flatMap((one, index) =>
    index % 2 === 0 ? [`${one.padEnd(36)}${fields[index + 1] ?? ''}`.trimEnd()] : [],
  );
  const [first = '', ...rest] = [...lines, ...pairs];
  if (block.accessory === undefined) return [first, ...rest];
  return [`${first.padEnd(accessoryColumn)}  ${elementLine(block.accessory, block, names, filled)}`, ...rest];
}

function inputLines(block: Input, names: Names, filled: Filled): string[] {
  const error = filled.errors[block.block_id];
  return [
    `${block.label.text}${block.optional === true ? ' (optional)' : ''}`,
    elementLine(block.element, block, names, filled),
    ...(error === undefined ? [] : [`⚠ ${error}`]),
    ...(block.hint === undefined ? [] : [block.hint.text]),
    '',
  ];
}

function contextPart(part: Image | Text, names: Names): string {
  return part.type === 'image' ? `(${part.alt_text})` : readableText(part, names);
}

/** Columns as wide as what stands in them. */
function tableLines({ rows }: Table): string[] {
  const texts = rows.map((row) => row.map((cell) => plainCell(cell, dateText)));
  const width = (column: number) => Math.max(...texts.map((row) => row[column]?.length ?? 0));
  return texts.map((row) =>
    row
      .map((text, column) => text.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  );
}

/** A block as lines of text. */
export function blockLines(block: Block, names: Names, filled: Filled = nothingFilled): string[] {
  switch (block.type) {
    case 'section':
      return sectionLines(block, names, filled);
    case 'context':
      return block.elements
        .map((part) => contextPart(part, names))
        .join('  ')
        .split('\n');
    case 'actions':
      return [block.elements.map((element) => elementLine(element, block, names, filled)).join(' ')];
    case 'header':
      return [`━ ${readableText(block.text, names)} ━`];
    case 'divider':
      return ['─'.repeat(accessoryColumn)];
    case 'image':
      return [`(${block.alt_text})`];
    case 'table':
      return tableLines(block);
    case 'input':
      return inputLines(block, names, filled);
  }
}
