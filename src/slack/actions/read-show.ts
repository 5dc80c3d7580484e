import type { Draft, Field } from '../../ingest/fields.ts';
import type { FoundPreset, Presets } from '../../ingest/presets.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { ShowProblem, Shows } from '../../ingest/shows/shows.ts';
import { unknownPreset } from '../blocks/presets.ts';
import { sentence } from '../blocks/problems.ts';
import { showSentence, showVerbs } from '../blocks/shows.ts';
import { place } from '../command-line/row-drafts.ts';
import { type ListedRow, type ReadRows, readShowRows, withoutLines } from '../command-line/show-rows.ts';
import { readStartWords, type StartWords } from '../command-line/start-words.ts';
import { toWords } from '../command-line/tokens.ts';
import { code } from '../format/mrkdwn.ts';
import { chosenFields, type FilledShow } from '../views/show-form.ts';

/** A show as it would be saved, by nobody yet. */
export type UnsavedShow = Omit<Show, 'by' | 'at'>;

/** What can be said of a form at once. */
export type ReadShow =
  /** `filled`: the same form with all that is kept of it. */
  | { ok: true; show: UnsavedShow; filled: FilledShow }
  | {
      ok: false;
      problems: readonly string[];
      /** The form without the lines that are wrong, if nothing else is, and how many rows that leaves. */
      others?: { filled: FilledShow; count: number };
      /** Rows that are not in the form, such as those of a file, so that they can be mended. */
      rows?: FilledShow;
    };

export interface ReadShowDeps {
  shows: Pick<Shows, 'check'>;
  presets: Pick<Presets, 'find'>;
}

/** Reads a form, and gives all that is wrong with it at once. Throws StoreUnavailable if it names presets. */
export async function readShow(filled: FilledShow, deps: ReadShowDeps): Promise<ReadShow> {
  const { name, channel, rows: text } = filled;
  const find = findOnce(deps.presets);
  const options = await optionsIn(filled, find);
  const listed = await withPresets(readShowRows(text), find);
  const show = {
    ...{ name, channel: channel ?? '', defaults: options.draft },
    rows: listed.rows.map(({ draft }) => draft),
  };
  // Without the options that were not understood, rows would lack what these may say.
  const judged = options.problems.length === 0 ? show : { ...show, rows: [] };
  const isThere = ({ type }: ShowProblem) => type === 'no-rows' && show.rows.length > 0;
  const wrong = withReserved(judged, deps.shows).filter(
    (problem) => !isThere(problem) && !isSaidOfList(problem, listed),
  );
  const { lines, sentences, whole } = sentencesOf(wrong, show, listed.rows);
  const ofForm = [
    ...(channel === undefined ? ['No channel for the board was chosen.'] : []),
    ...options.problems,
  ];
  const problems = [...ofForm, ...listed.problems, ...sentences];
  if (problems.length === 0) return { ok: true, show, filled };
  if (ofForm.length > 0 || whole || listed.unusable === undefined) return { ok: false, problems };
  const left = new Set([...listed.unusable, ...lines]);
  const rest = { ...filled, rows: withoutLines(text, left) };
  const right = listed.rows.filter(({ line }) => !left.has(line)).map(({ draft }) => draft);
  const read = await readShow(rest, deps);
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

/** What a preset gives, or why it gives nothing. */
type FindOptions = (name: string | undefined) => Promise<{ draft: Draft; problems: readonly string[] }>;

/** Looks each preset up once: a hundred rows may name the same. */
function findOnce(presets: ReadShowDeps['presets']): FindOptions {
  const known = new Map<string, Promise<FoundPreset>>();
  return async (name) => {
    if (name === undefined) return { draft: {}, problems: [] };
    const finding = known.get(name) ?? presets.find(name);
    known.set(name, finding);
    const found = await finding;
    return found.type === 'found'
      ? { draft: found.preset.draft, problems: [] }
      : { draft: {}, problems: [unknownPreset(name, found)] };
  };
}

/** The list with what the presets of its rows give them. */
async function withPresets(listed: ReadRows, find: FindOptions): Promise<ReadRows> {
  const problems = [...listed.problems];
  const unusable = new Set(listed.unusable);
  const rows: ListedRow[] = [];
  for (const row of listed.rows) {
    const { draft, problems: wrong } = await find(row.preset);
    const { preset: column } = row.columns;
    const where = column === undefined ? `Line ${row.line}` : place(row, column);
    problems.push(...wrong.map((problem) => `${where}: ${problem}`));
    if (wrong.length > 0) unusable.add(row.line);
    rows.push({ ...row, draft: { ...draft, ...row.draft } });
  }
  // A range has a row for each of its rooms, and one line.
  const sentences = [...new Set(problems)];
  return { rows, problems: sentences, unusable: listed.unusable === undefined ? undefined : unusable };
}

/** The options of all rows: those of the preset, and before them what was chosen and typed. */
async function optionsIn(
  { defaults, chosen = {}, preset: named }: FilledShow,
  find: FindOptions,
): Promise<{ draft: Draft; problems: readonly string[] }> {
  const words = toWords(defaults);
  const typed: StartWords = words.ok ? readStartWords(words.words) : { draft: {}, problems: [words.problem] };
  const preset = await find(named ?? typed.preset);
  const twice = [
    ...givenTwice('preset', named, typed.preset),
    ...chosenFields.flatMap((field) => givenTwice(field, chosen[field], typed.draft[field])),
  ];
  return {
    draft: { ...preset.draft, ...typed.draft, ...chosen },
    problems: [...preset.problems, ...typed.problems, ...twice],
  };
}

/** Which of the two is meant is not guessed. */
function givenTwice(option: string, one: string | undefined, other: string | undefined): string[] {
  if (one === undefined || other === undefined || one === other) return [];
  return [
    `\`--${option}\` is ${code(other, 60)} in *Options of all rows* and ${code(one, 60)} in its own field: leave one out.`,
  ];
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
