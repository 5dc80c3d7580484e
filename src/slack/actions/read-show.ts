import type { Field } from '../../ingest/fields.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { ShowProblem, Shows } from '../../ingest/shows/shows.ts';
import { sentence } from '../blocks/problems.ts';
import { showSentence, showVerbs } from '../blocks/shows.ts';
import { type ListedRow, type ReadRows, readShowRows, withoutLines } from '../command-line/show-rows.ts';
import { readStartWords } from '../command-line/start-words.ts';
import { toWords } from '../command-line/tokens.ts';
import type { FilledShow } from '../views/show-form.ts';

/** A show as it would be saved, by nobody yet. */
export type UnsavedShow = Omit<Show, 'by' | 'at'>;

/** What can be said of a form at once. */
export type ReadShow =
  | { ok: true; show: UnsavedShow }
  | {
      ok: false;
      problems: readonly string[];
      /** The form without the lines that are wrong, if nothing else is, and how many rows that leaves. */
      others?: { filled: FilledShow; count: number };
    };

/** Reads a form, and gives all that is wrong with it at once; from memory alone. */
export function readShow(filled: FilledShow, shows: Pick<Shows, 'check'>): ReadShow {
  const { name, channel, rows: text } = filled;
  const options = optionsIn(filled.defaults);
  const listed = readShowRows(text);
  const show = {
    ...{ name, channel: channel ?? '', defaults: options.draft },
    rows: listed.rows.map(({ draft }) => draft),
  };
  // Without the options that were not understood, rows would lack what these may say.
  const judged = options.problems.length === 0 ? show : { ...show, rows: [] };
  const wrong = withReserved(judged, shows).filter((problem) => !isSaidOfList(problem, listed));
  const { lines, sentences, whole } = sentencesOf(wrong, show, listed.rows);
  const ofForm = [
    ...(channel === undefined ? ['No channel for the board was chosen.'] : []),
    ...options.problems,
  ];
  const problems = [...ofForm, ...listed.problems, ...sentences];
  if (problems.length === 0) return { ok: true, show };
  if (ofForm.length > 0 || whole || listed.unusable === undefined) return { ok: false, problems };
  const left = new Set([...listed.unusable, ...lines]);
  const rest = { ...filled, rows: withoutLines(text, left) };
  const right = listed.rows.filter(({ line }) => !left.has(line)).map(({ draft }) => draft);
  const read = readShow(rest, shows);
  // Without a line the others might be read in another way, as if one of them were headers.
  return read.ok && JSON.stringify(read.show.rows) === JSON.stringify(right)
    ? { ok: false, problems, others: { filled: rest, count: right.length } }
    : { ok: false, problems };
}

/** All that keeps a show from being saved, words that `show` itself takes as its name among it. */
export function withReserved(show: UnsavedShow, shows: Pick<Shows, 'check'>): readonly ShowProblem[] {
  const isVerb = showVerbs.some((verb) => verb === show.name.toLowerCase());
  return [...(isVerb ? [{ type: 'name', given: show.name } as const] : []), ...shows.check(show)];
}

function optionsIn(text: string) {
  const words = toWords(text);
  if (!words.ok) return { draft: {}, problems: [words.problem] };
  const { draft, preset, problems } = readStartWords(words.words);
  const named = preset === undefined ? [] : ['`--preset` cannot be in a show: give the options themselves.'];
  return { draft, problems: [...problems, ...named] };
}

/** What the list says itself, with its lines. */
function isSaidOfList(problem: ShowProblem, { rows, problems, unusable }: ReadRows): boolean {
  switch (problem.type) {
    case 'no-rows':
    case 'too-many-rows':
      return problems.length > 0 || unusable === undefined;
    case 'same-room':
      return unusable?.has(rows[problem.row]?.line ?? 0) === true;
    default:
      return false;
  }
}

/** The problems in words, those that an option of all rows brings once; `lines` are those of single rows. */
function sentencesOf(
  problems: readonly ShowProblem[],
  { defaults }: UnsavedShow,
  rows: readonly ListedRow[],
): { sentences: readonly string[]; lines: readonly number[]; whole: boolean } {
  const lineOf = (row: number) => rows[row]?.line ?? row + 1;
  const places = {
    line: lineOf,
    column: (row: number, field: Field) => rows[row]?.columns[field],
  };
  const isOfAll = (field: Field, row: number) =>
    defaults[field] !== undefined && rows[row]?.draft[field] === undefined;
  const lines: number[] = [];
  let whole = false;
  const sentences = problems.map((problem) => {
    if (problem.type === 'same-room') lines.push(lineOf(problem.row), lineOf(problem.other));
    else if (problem.type === 'row' && !isOfAll(problem.problem.field, problem.row))
      lines.push(lineOf(problem.row));
    else whole = true;
    if (problem.type === 'row' && isOfAll(problem.problem.field, problem.row))
      return `Options of all rows: ${sentence(problem.problem)}`;
    // What is secret in the options of all rows is so in each.
    if (problem.type === 'secret') return showSentence({ ...problem, row: undefined }, places);
    return showSentence(problem, places);
  });
  return { sentences: [...new Set(sentences)], lines, whole };
}
