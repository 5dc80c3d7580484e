import type { Field } from '../../ingest/fields.ts';
import { maskUrl } from '../../ingest/mask.ts';
import type { ShowRun } from '../../ingest/shows/run.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { ShowProblem, UnknownShow } from '../../ingest/shows/shows.ts';
import { button, type Message, message, messageOfLines } from '../format/message.ts';
import { calendarDate, channel, code, date, escapeText, timeOfDay, user } from '../format/mrkdwn.ts';
import { actionIds } from './buttons.ts';
import { presetNameRule } from './presets.ts';
import { sentence } from './problems.ts';

/** Words that follow `show` and are no names. */
export const showVerbs = ['start', 'stop', 'list', 'edit', 'copy', 'delete', 'export', 'help'] as const;

/** Rows that are shown of a show; its board has them all. */
const shownRows = 20;

/** What is kept of a show, with the ways to go on. */
export function showDetails(show: Show, lead = ''): Message {
  return messageOfLines(detailLines(show, lead), showButtons(show.name));
}

/** The same for whoever may only look, of a show that was never started. */
export function showAlone(show: Show): Message {
  return messageOfLines([...detailLines(show, ''), 'Nothing of it was started yet.']);
}

function detailLines(show: Show, lead: string): readonly string[] {
  const { name, rows, by, at } = show;
  const more = rows.length - shownRows;
  return [
    `${lead}*${code(name)}* · ${count(rows.length)} · board in ${channel(show.channel)} · saved by ${user(by)} · ${date(at)}`,
    ...defaultsLine(show),
    ...rows.slice(0, shownRows).map((row) => {
      const { room = '', url = '' } = { ...show.defaults, ...row };
      return `• ${code(room)} ${code(maskUrl(url), 80)}`;
    }),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

export function showButtons(name: string) {
  return [button(actionIds.showOpen, 'Open the board', name), button(actionIds.showEdit, 'Edit', name)];
}

function defaultsLine({ defaults }: Show): string[] {
  const given = Object.entries(defaults).map(
    ([field, value]) => `\`--${field}\` ${code(field === 'url' ? maskUrl(value) : value, 60)}`,
  );
  return given.length === 0 ? [] : [`All of them: ${given.join(' · ')}`];
}

/** That a show was saved, and which one it replaced; `isOlder`: by a form that was filled in before that one was saved. */
export function savedWords(before: Show | undefined, isOlder = false): string {
  if (before === undefined && isOlder)
    return 'Saved. ⚠️ Somebody had deleted it while your form was open: it is there again.\n';
  if (before !== undefined && isOlder)
    return `Saved. ⚠️ ${user(before.by)} saved it at ${timeOfDay(before.at)}, while your form was open: what they changed is gone. The rows that it replaced follow below, as CSV.\n`;
  return before === undefined
    ? 'Saved.'
    : `Saved, in place of the one that ${user(before.by)} saved on ${calendarDate(before.at)}, which is gone.`;
}

/** What a show that was saved while rows of it are on changes, and where its board stands until they are over. */
export function whileOn({ channel: chosen }: Show, run: Pick<ShowRun, 'channel'>): string {
  const stays =
    chosen === run.channel ? '' : ` Its board stays in ${channel(run.channel)} until all of it is over.`;
  return `What is on stays as it is; this counts for what is started next.${stays}\n`;
}

/** That other shows, by their names, go into rooms of one that was saved; nothing if there are none. */
export function sharedRooms(others: readonly string[]): string {
  if (others.length === 0) return '';
  const named = others.slice(0, 3).map((name) => code(name));
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  return `⚠️ Rooms of it are also in ${named.join(', ')}${more}: a room that is started from two shows has two streams.\n`;
}

/** Asked before a show is deleted: what is lost, and what is not. */
export function deleteQuestion({ name, rows, at }: Show): Message {
  return messageOfLines(
    [
      `*Delete the show ${code(name)}?* Its ${count(rows.length)} and its options are lost, and nothing brings them back.`,
      `\`/ingest show export ${name}\` gives you the rows first. Nothing of it is on. Its boards stay where they are, and their buttons do nothing any more.`,
    ],
    [{ ...button(actionIds.showDelete, 'Delete the show', `${name} ${at}`), style: 'danger' }],
  );
}

/** Why a show is not deleted while rows of it are on. */
export function stillOn({ name }: Show, on: number): Message {
  const [are, them] = on === 1 ? ['is', 'it'] : ['are', 'them'];
  return message(
    `Nothing was deleted: ${on} of ${code(name)} ${are} on, and would go on, and cost money, without a board to stop ${them} from. Stop ${them} first, with *Stop all* or \`/ingest show stop ${name}\`.`,
    showButtons(name),
  );
}

/** Why a show is not deleted that is another by now. */
export function savedSince({ name, by }: Show): string {
  return `Nothing was deleted: ${user(by)} saved ${code(name)} anew since you asked. \`/ingest show delete ${name}\` asks about it as it is now.`;
}

/** Characters of a part of an export: a section takes 3,000, of which some are around it. */
const exportedPart = 2_700;

/** The rows of a show as CSV, in as many messages as they need. */
export function exportedShow({ name, rows }: Show, csv: string): readonly Message[] {
  const parts: string[] = [];
  for (const line of escapeText(csv).split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < exportedPart)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.map((part, at) => {
    const of = `*${code(name)}* · ${count(rows.length)} · part ${at + 1} of ${parts.length}\n`;
    return message(`${parts.length === 1 ? '' : of}\`\`\`\n${part}\n\`\`\``);
  });
}

/** A show in a line. */
export function showLine({ name, rows, channel: id, by, at }: Show): string {
  return `*${code(name)}* · ${count(rows.length)} · ${channel(id)} · ${user(by)} · ${date(at)}`;
}

/** So many rows, in words. */
export function count(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

/** That there is no show of that name, and which may have been meant. */
export function unknownShow(name: string, { nearest }: UnknownShow): string {
  const suggestion = nearest === undefined ? '' : ` Did you mean ${code(nearest)}?`;
  return `There is no show ${code(name, 60)}.${suggestion} \`/ingest show list\` lists them.`;
}

/** Where the rows of a show stand in what was pasted. */
export interface RowPlaces {
  /** The line of a row, from 1. */
  line(row: number): number;
  /** The column of a field of the row, from 1; undefined if it has none. */
  column?(row: number, field: Field): number | undefined;
}

/** Why a show cannot be saved. Rows are counted from 0. */
export function showSentence(problem: ShowProblem, places: RowPlaces): string {
  switch (problem.type) {
    case 'name':
      return `${code(problem.given, 60)} cannot be the name of a show: a name takes ${presetNameRule}, and is none of ${showVerbs.join(', ')}.`;
    case 'no-rows':
      return 'There is no row: write one `room url` a line.';
    case 'too-many-rows':
      return `A show has at most ${problem.most} rows, and this has ${problem.count}.`;
    case 'secret':
      return `${problem.row === undefined ? '' : `${placeOf(problem.row, problem.field, places)}: `}\`--${problem.field}\` cannot be in a show, since shows are kept and shared.`;
    case 'row':
      return `${placeOf(problem.row, problem.problem.field, places)}: ${sentence(problem.problem)}`;
    case 'same-room':
      return `${placeOf(problem.row, 'room', places)}: the room ${code(problem.room, 70)} stands in line ${places.line(problem.other)} already; a show has each room once.`;
  }
}

function placeOf(row: number, field: Field, { line, column }: RowPlaces): string {
  const at = column?.(row, field);
  return `Line ${line(row)}${at === undefined ? '' : `, column ${at}`}`;
}
