import { byType, type Check, flag, list, object, oneOf, type Rule, string, url, wrong } from './check.ts';
import { anyText, plainText } from './composition.ts';
import { accessory, actionsElement, contextElement, inputElement } from './elements.ts';
import { uniqueIds } from './rules.ts';
import { table } from './table.ts';
import type { Surface } from './types.ts';

const blockId = { block_id: string({ max: 255 }) };

const textOrFields: Rule = (block, at) =>
  block.text === undefined && block.fields === undefined
    ? wrong(at, 'must define either `text` or `fields`')
    : [];

const section = object({
  required: { type: oneOf('section') },
  optional: {
    ...blockId,
    text: anyText(3000),
    fields: list(anyText(2000), { max: 10 }),
    accessory,
    expand: flag,
  },
  rules: [textOrFields],
});

const context = object({
  required: { type: oneOf('context'), elements: list(contextElement, { max: 10 }) },
  optional: blockId,
});

const actions = object({
  required: { type: oneOf('actions'), elements: list(actionsElement, { max: 25 }) },
  optional: blockId,
});

const header = object({ required: { type: oneOf('header'), text: plainText(150) }, optional: blockId });

const divider = object({ required: { type: oneOf('divider') }, optional: blockId });

const image = object({
  required: { type: oneOf('image'), image_url: url, alt_text: string({ max: 2000 }) },
  optional: { ...blockId, title: plainText(2000) },
});

const input = (surface: Surface): Check =>
  object({
    required: { type: oneOf('input'), label: plainText(2000), element: inputElement(surface) },
    optional: { ...blockId, hint: plainText(2000), optional: flag, dispatch_action: flag },
  });

const everywhere = { section, context, actions, header, divider, image };
const maxBlocks = { message: 50, modal: 100, home: 100 };

/**
 * Checks a list of blocks as Slack does for a surface; input blocks only in views, tables only in messages.
 * Limits: https://docs.slack.dev/reference/block-kit/blocks
 */
export function blocks(surface: Surface): Check {
  const known: Record<string, Check> =
    surface === 'message' ? { ...everywhere, table } : { ...everywhere, input: input(surface) };
  const each = list(byType(known), { min: surface === 'modal' ? 1 : 0, max: maxBlocks[surface] });
  return (value, at) => [...each(value, at), ...uniqueIds(value, at)];
}
