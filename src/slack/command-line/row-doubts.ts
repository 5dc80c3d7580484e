import { isNearlyRange } from '../../ingest/shows/expand-row.ts';
import { code } from '../format/mrkdwn.ts';
import {
  goesOnBehindFile,
  hasEntity,
  holdsTwoUrls,
  isListItem,
  isPlaceholder,
  isTimeOfDay,
  spoilt,
} from '../format/spreadsheet.ts';
import { perhapsMarked, withoutEnd } from './marks.ts';

/** What is known of the cell of a room, beside its text. */
export interface RoomCell {
  text: string;
  /** Whether it is meant as it is: a ' stood before it. */
  guarded: boolean;
  quoted: boolean;
  /** Whether spaces alone stand between it and the URL. There quotes are written by a person, elsewhere by programs. */
  inWords: boolean;
}

const mentioned = /^<(?:[@#][A-Z0-9]{3}|![a-z])/;
const emoji = /^(?::[a-z0-9_+'-]+:)+$/i;
/** What may end a room, or stand between it and the URL. */
const ending = /[:=>|)]$/;

/** Why the cell may be meant as another room than the one that stands there, as a sentence; undefined if it is plain. */
export function roomDoubt({ text, guarded, quoted, inWords }: RoomCell): string | undefined {
  if (text.includes('://')) return 'a URL stands where the room is expected.';
  if (guarded) return undefined;
  if (mentioned.test(text)) return `${code(text, 60)} is a mention, and no room: write the name of the room.`;
  if (isNearlyRange(text))
    return `${code(text, 70)} looks like a range, which is written as in \`class-{01..30}\`: write ${code(`'${text}`, 70)} if the room is called so.`;
  if (hasEntity(text)) return `${code(text, 70)} has a sign as web pages write it: ${meantAsIs(text)}.`;
  if (inWords && quoted) return undefined;
  if (isPlaceholder(text))
    return `${code(text, 60)} may stand for a room that is not known yet: ${meantAsIs(text)}.`;
  if (isTimeOfDay(text)) return `${code(text, 60)} is a time of day, and may be no room: ${meantAsIs(text)}.`;
  if (emoji.test(text)) return `${code(text, 60)} is an emoji, and no room: write the name of the room.`;
  return (
    (inWords ? doubtOfWord(text) : doubtOfSpreadsheet(text)) ??
    (isListItem(text) ? listWords(text) : undefined)
  );
}

function listWords(text: string): string {
  return `what stands before the room in ${code(text, 70)} may be no part of it, but a sign of a list, a label or a time: ${meantAsIs(text)}.`;
}

function meantAsIs(text: string): string {
  return `write the name of the room alone, or ${code(`'${text}`, 70)} if it is called so`;
}

function doubtOfWord(text: string): string | undefined {
  const meant =
    /^[([{<](.+)[)\]}>]$/.exec(text)?.[1] ??
    perhapsMarked(text) ??
    (ending.test(text) ? text.slice(0, -1) : undefined);
  if (meant === undefined || meant === '') return undefined;
  return `the room may be ${code(meant, 70)} or ${code(text, 70)}: write the one that you mean in quotes, as in ${code(`"${meant}"`, 70)}.`;
}

function doubtOfSpreadsheet(text: string): string | undefined {
  const what = spoilt(text);
  switch (what) {
    case undefined:
      return undefined;
    case 'cut':
      return `the spreadsheet has made the number ${code(text)} of the room: format the column as text.`;
    case 'number':
    case 'date':
      return `the spreadsheet may have made the ${what} ${code(text)} of the room: format the column as text, or write ${code(`'${text}`)} if the room is called so.`;
  }
}

/** Why the cell may be meant as another URL than the one that stands there, as a sentence; undefined if it is plain. */
export function urlDoubt({
  text,
  guarded,
  quoted,
}: Pick<RoomCell, 'text' | 'guarded' | 'quoted'>): string | undefined {
  if (guarded) return undefined;
  if (holdsTwoUrls(text))
    return 'two URLs stand there, and a row takes one: leave one out, or write `%3A` for the second `:` if it is one URL.';
  const [wide] = /[？＆＝／：＃％＠．。]/.exec(withoutEnd(text, '.,;，。；、')) ?? [];
  if (wide !== undefined)
    return `the URL has the full-width sign ${code(wide)} in it: write the plain one, or write it with % if it belongs to a name.`;
  if (/(?:…|\.{3})["'>)\]]*$/.test(text))
    return 'the URL was cut off where it was copied from, since it ends in dots: copy the address of the link.';
  if (quoted) return undefined;
  const end = text.slice(-1);
  if ('*`~'.includes(end))
    return 'the URL ends in a mark of formatting: write the line without marks, or the URL in quotes if it belongs to that.';
  if ("':!".includes(end) || hasEntity(text) || goesOnBehindFile(text))
    return 'what stands at the end of the URL may be no part of it: write it without, or the URL in quotes if that belongs to it.';
  const bracket = withoutEnd(text, '.,;').slice(-1);
  const opening = openings[bracket];
  if (opening === undefined || text.split(opening).length >= text.split(bracket).length) return undefined;
  return `the URL ends in ${code(bracket)}, which nothing in it opens: write it without, or in quotes if that belongs to it.`;
}

const openings: Record<string, string> = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【' };
