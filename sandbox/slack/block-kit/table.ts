import { byType, type Check, flag, integer, list, object, oneOf, type Rule, string, wrong } from './check.ts';
import type { RichTextInline, Table, TableCell } from './types.ts';

const rawText = object({ required: { type: oneOf('raw_text'), text: string({ max: 10_000 }) } });

const style = object({ optional: { bold: flag, italic: flag, strike: flag, code: flag } });

const inline = byType({
  text: object({
    required: { type: oneOf('text'), text: string({ max: 10_000 }) },
    optional: { style },
  }),
  date: object({
    required: {
      type: oneOf('date'),
      timestamp: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      format: string({ max: 255 }),
    },
    optional: { fallback: string({ max: 255 }), style },
  }),
});

const richText = object({
  required: {
    type: oneOf('rich_text'),
    elements: list(
      object({ required: { type: oneOf('rich_text_section'), elements: list(inline, { max: 1000 }) } }),
      { max: 1 },
    ),
  },
});

const cell: Check = byType({ raw_text: rawText, rich_text: richText });

const column = object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: flag } });

/** "the aggregate character count across all table cells for a single message cannot exceed 10,000 characters" */
const mostCharacters = 10_000;

const fewCharacters: Rule = (value, at) => {
  const { rows } = value as Pick<Table, 'rows'>;
  const length = rows.flat().reduce((sum, each) => sum + plainCell(each).length, 0);
  return length > mostCharacters
    ? wrong(`${at}/rows`, `must be less than ${mostCharacters + 1} characters in all cells`)
    : [];
};

/**
 * A table as Slack takes it in messages, with plain cells and those of one line of rich text: other cells it would take
 * too. Limits: https://docs.slack.dev/reference/block-kit/blocks/table-block; an empty cell is refused
 * (https://github.com/vercel/chat/pull/373), null for a column too (https://github.com/NousResearch/hermes-agent/pull/57128).
 */
export const table = object({
  required: { type: oneOf('table'), rows: list(list(cell, { max: 20 }), { max: 100 }) },
  optional: { block_id: string({ max: 255 }), column_settings: list(column, { max: 20 }) },
  rules: [fewCharacters],
});

/** What stands in a cell; `dateText` says how a date is shown. Slack does not say how it counts one: as its fallback here. */
export function plainCell(
  each: TableCell,
  dateText: (date: Extract<RichTextInline, { type: 'date' }>) => string = ({ fallback, format }) =>
    fallback ?? format,
): string {
  if (each.type === 'raw_text') return each.text;
  return each.elements
    .flatMap(({ elements }) => elements)
    .map((element) => (element.type === 'text' ? element.text : dateText(element)))
    .join('');
}
