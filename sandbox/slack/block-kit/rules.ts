import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../json.ts';
import { type Rule, wrong } from './check.ts';

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function allOptions(element: JsonObject): unknown[] {
  const grouped = items(element.option_groups).flatMap((group) =>
    isObject(group) ? items(group.options) : [],
  );
  return [...items(element.options), ...grouped];
}

export const optionsOrGroups: Rule = (element, at) =>
  (element.options === undefined) === (element.option_groups === undefined)
    ? wrong(at, 'must define either `options` or `option_groups`')
    : [];

export const initialOptionExists: Rule = (element, at) => {
  const chosen = [
    ...(element.initial_option === undefined ? [] : [element.initial_option]),
    ...items(element.initial_options),
  ];
  const missing = chosen.some((one) => !allOptions(element).some((option) => isDeepStrictEqual(option, one)));
  const name = element.initial_option === undefined ? 'initial_options' : 'initial_option';
  return missing ? wrong(`${at}/${name}`, `\`${name}\` must be one of the provided options`) : [];
};

export const initialValueFits: Rule = (element, at) => {
  const { initial_value: value, min_length: min = 0, max_length: max = 3000 } = element;
  if (Number(min) > Number(max)) return wrong(at, '`min_length` cannot be greater than `max_length`');
  if (typeof value !== 'string') return [];
  if (value.length > Number(max))
    return wrong(`${at}/initial_value`, `must be less than ${Number(max) + 1} characters`);
  return value.length < Number(min)
    ? wrong(`${at}/initial_value`, `must be more than ${Number(min) - 1} characters`)
    : [];
};

export const numberFits: Rule = (element, at) => {
  const { initial_value: value, min_value: min = '-Infinity', max_value: max = 'Infinity' } = element;
  if (Number(min) > Number(max)) return wrong(at, '`min_value` cannot be greater than `max_value`');
  const given = Object.entries({
    initial_value: value,
    min_value: element.min_value,
    max_value: element.max_value,
  });
  const decimal = given.find(([, number]) => typeof number === 'string' && number.includes('.'));
  if (element.is_decimal_allowed === false && decimal !== undefined) {
    return wrong(`${at}/${decimal[0]}`, 'decimals are not allowed');
  }
  if (value === undefined) return [];
  return Number(value) < Number(min) || Number(value) > Number(max)
    ? wrong(`${at}/initial_value`, 'must be between `min_value` and `max_value`')
    : [];
};

/** block_ids are unique in a message or view, action_ids within their block. */
export function uniqueIds(blocks: unknown, at: string) {
  const seen = new Set<unknown>();
  return items(blocks).flatMap((block, index) => {
    if (!isObject(block)) return [];
    const repeated = block.block_id !== undefined && seen.has(block.block_id);
    seen.add(block.block_id);
    return [
      ...(repeated ? wrong(`${at}/${index}/block_id`, `\`block_id\` ${block.block_id} already exists`) : []),
      ...uniqueActionIds(items(block.elements), `${at}/${index}/elements`),
    ];
  });
}

function uniqueActionIds(elements: unknown[], at: string) {
  const ids = elements.map((element) => (isObject(element) ? element.action_id : undefined));
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? wrong(`${at}/${index}/action_id`, `\`action_id\` ${id} already exists`)
      : [],
  );
}
