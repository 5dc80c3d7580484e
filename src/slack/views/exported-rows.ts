import { type Draft, type Field, fieldDefinitions, fields } from '../../ingest/fields.ts';
import { isNearlyRange } from '../../ingest/shows/expand-row.ts';
import {
  goesOnBehindFile,
  guardedFormula,
  guardedText,
  hasEntity,
  holdsTwoUrls,
  isFormula,
  isListItem,
  isPlaceholder,
  isTimeOfDay,
  spoilt,
} from '../format/spreadsheet.ts';

/**
 * Rows as CSV with headers, which reads the same, also when a spreadsheet has opened and saved it: what it would make
 * something else of has a ' before it, and so has what a reader of lists would ask about.
 */
export function writeRows(rows: readonly Draft[]): string {
  // A column alone would have no sign between its cells by which a list is known.
  const isUsed = (field: Field) => rows.some((row) => row[field] !== undefined);
  const used = fields.filter((field) => field === 'room' || field === 'url' || isUsed(field));
  const line = (cells: readonly string[]) => cells.map(inQuotes).join(',');
  return [line(used), ...rows.map((row) => line(used.map((field) => cell(field, row[field] ?? ''))))].join(
    '\n',
  );
}

function cell(field: Field, text: string): string {
  if (field === 'room' && isDoubtful(text)) return `'${text}`;
  if (field === 'url') return guardedUrl(text);
  return fieldDefinitions[field].kind === 'text' ? guardedText(text) : guardedFormula(text);
}

function isDoubtful(room: string): boolean {
  return (
    [isNearlyRange, isListItem, hasEntity, isFormula, isPlaceholder, isTimeOfDay].some((is) => is(room)) ||
    spoilt(room) !== undefined ||
    /^[#<:]/.test(room)
  );
}

/** A sign at its end might be taken for that of a sentence, a ' within it for the end of what another one begins, and :// for a second URL. */
function guardedUrl(url: string): string {
  if (url.includes("'")) return `''${url}`;
  return [holdsTwoUrls, hasEntity, goesOnBehindFile].some((is) => is(url)) || /[^\w/=&%-]$/.test(url)
    ? `'${url}`
    : url;
}

function inQuotes(text: string): string {
  return /^(?:[\w./:?&=%+@$!~()-]*[\w/=&%-])?$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
