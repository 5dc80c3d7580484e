import type { BoardRow } from '../../ingest/shows/run.ts';
import { code, cutInside, limits, quoted, timeOfDay } from '../format/mrkdwn.ts';
import { type RowStanding, type Sign, standingOfRow, timesOfRow } from './board-row.ts';
import { endTime } from './card.ts';
import { listedInLines } from './room-lists.ts';

/** What needs a person comes first. */
const urgency: readonly Sign[] = ['❌', '❓', '🔴', '🟠', '🟡', '⏸', '🟢', '⏹', '⚪'];
const needsPerson: readonly Sign[] = urgency.slice(0, urgency.indexOf('🟡'));
const longestLine = limits.sectionText - 200;
/** An escaped character is up to five: so cut, a hundred rooms fit, whatever they are called. */
const shortRoom = 12;

/**
 * Every row by its room and how it stands, in at most `most` characters: a line each if they fit into a message, else those that stand alike in one,
 * first those that need nobody; names of rooms are cut only if they do not fit otherwise.
 */
export function plainLines(rows: readonly BoardRow[], most: number): readonly string[] {
  const sorted = rows.toSorted((a, b) => rank(a) - rank(b));
  const isLoud = (row: BoardRow) => needsPerson.includes(standingOfRow(row).sign);
  const [loud, quiet] = [sorted.filter(isLoud), sorted.filter((row) => !isLoud(row))];
  const ways = [() => sorted.map(lineOf), () => [...loud.map(lineOf), ...alike(quiet)], () => alike(sorted)];
  for (const way of ways) {
    const lines = way();
    if (lengthOf(lines) <= most) return lines;
  }
  return alike(sorted, shortRoom);
}

function rank(row: BoardRow): number {
  return urgency.indexOf(standingOfRow(row).sign);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function lineOf(row: BoardRow): string {
  const { since, until } = timesOfRow(row);
  return [
    `${inWords(standingOfRow(row))}: ${roomOf(row)}`,
    ...(since === undefined ? [] : [`since ${timeOfDay(since)}`]),
    ...(until === undefined ? [] : [`until ${endTime(since ?? until, until)}`]),
    ...(row.task === undefined ? [] : [`task ${code(row.task.handle)}`]),
  ].join(' · ');
}

function alike(rows: readonly BoardRow[], longestRoom?: number): string[] {
  const standings = new Set(rows.map((row) => inWords(standingOfRow(row))));
  return [...standings].flatMap((words) => {
    const its = rows.filter((row) => inWords(standingOfRow(row)) === words);
    const rooms = its.map((row) => roomOf(row, longestRoom));
    return listedInLines(rooms, longestLine).map((line) => `${words}: ${line}`);
  });
}

function inWords({ sign, words }: RowStanding): string {
  return `${sign} ${quoted(words, 60)}`;
}

function roomOf({ draft: { room = '' } }: BoardRow, most = room.length): string {
  return code(cutInside(room, most));
}
