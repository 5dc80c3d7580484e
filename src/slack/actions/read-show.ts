import type { Draft, Field } from '../../ingest/fields.ts';
import type { FoundPreset } from '../../ingest/presets.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { ShowProblem, Shows } from '../../ingest/shows/shows.ts';
import { unknownPreset } from '../blocks/presets.ts';
import { sentence } from '../blocks/problems.ts';
import { showSentence, showVerbs } from '../blocks/shows.ts';
import { place } from '../command-line/row-drafts.ts';
import { type ListedRow, type ReadRows, readShowRows, withoutLines } from '../command-line/show-rows.ts';
import { readStartWords } from '../command-line/start-words.ts';
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

/** Reads a form, and gives all that is wrong with it at once; from memory alone. */
export function readShow(
  filled: FilledShow,
  shows: Pick<Shows, 'check'>,
  presets: FoundPresets = new Map(),
): ReadShow {
  const { name, channel, rows: text } = filled;
  const options = optionsIn(filled, presets);
  const listed = withPresets(readShowRows(text), presets);
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
  if (problems.length === 0) return { ok: true, show, filled };
  if (ofForm.length > 0 || whole || listed.unusable === undefined) return { ok: false, problems };
  const left = new Set([...listed.unusable, ...lines]);
  const rest = { ...filled, rows: withoutLines(text, left) };
  const right = listed.rows.filter(({ line }) => !left.has(line)).map(({ draft }) => draft);
  const read = readShow(rest, shows, presets);
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

/** What the presets that a form names hold, by their names. */
export type FoundPresets = ReadonlyMap<string, FoundPreset>;

/** The presets that a form names: for all rows, and for single ones. */
export function presetsIn(filled: FilledShow): ReadonlySet<string> {
  const ofRows = readShowRows(filled.rows).rows.map(({ preset }) => preset);
  return new Set([presetOfAll(filled), ...ofRows].filter((name) => name !== undefined));
}

/** The preset of all rows, in its field or among their options. */
function presetOfAll({ preset, defaults }: FilledShow): string | undefined {
  const words = toWords(defaults);
  return preset ?? (words.ok ? readStartWords(words.words).preset : undefined);
}

function optionsOf(name: string | undefined, presets: FoundPresets): { draft: Draft; problems: string[] } {
  const found = name === undefined ? undefined : presets.get(name);
  if (name === undefined || found === undefined) return { draft: {}, problems: [] };
  return found.type === 'found'
    ? { draft: found.preset.draft, problems: [] }
    : { draft: {}, problems: [unknownPreset(name, found)] };
}

/** The list with what the presets of its rows give them. */
function withPresets(listed: ReadRows, presets: FoundPresets): ReadRows {
  const problems = [...listed.problems];
  const unusable = new Set(listed.unusable);
  const rows = listed.rows.map((row) => {
    const { draft, problems: wrong } = optionsOf(row.preset, presets);
    const { preset: column } = row.columns;
    const where = column === undefined ? `Line ${row.line}` : place(row, column);
    problems.push(...wrong.map((problem) => `${where}: ${problem}`));
    if (wrong.length > 0) unusable.add(row.line);
    return { ...row, draft: { ...draft, ...row.draft } };
  });
  const sentences = [...new Set(problems)];
  return { rows, problems: sentences, unusable: listed.unusable === undefined ? undefined : unusable };
}

/** The options of all rows: those of the preset, and before them what was chosen and typed. */
function optionsIn(filled: FilledShow, presets: FoundPresets): { draft: Draft; problems: readonly string[] } {
  const { defaults, chosen = {}, preset: named } = filled;
  const preset = optionsOf(presetOfAll(filled), presets);
  const words = toWords(defaults);
  if (!words.ok) return { draft: {}, problems: [...preset.problems, words.problem] };
  const { draft, preset: typed, problems } = readStartWords(words.words);
  const twice = [
    ...givenTwice('preset', named, typed),
    ...chosenFields.flatMap((field) => givenTwice(field, chosen[field], draft[field])),
  ];
  return {
    draft: { ...preset.draft, ...draft, ...chosen },
    problems: [...preset.problems, ...problems, ...twice],
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
