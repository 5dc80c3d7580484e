import type { Draft } from '../fields.ts';
import { mostRows } from './show.ts';

/** What keeps a row from being written out. */
export type RangeFault =
  /** It would be more rows than a show has. */
  | { code: 'too-many'; count: number; most: number }
  /** The room and the URL count differently. */
  | { code: 'uneven'; rooms: number; urls: number }
  /** The URL counts and the room does not: all would go into one room. */
  | { code: 'one-room' }
  /** The room counts, and the URL looks as if it were meant to and does not. */
  | { code: 'no-range' }
  /** A range is left when one was written out. */
  | { code: 'two-ranges' };

export type Expanded = { ok: true; drafts: readonly Draft[] } | { ok: false; fault: RangeFault };

/** As shells write it: {01..30}. Zeros in front are kept. */
const range = /\{(\d{1,9})\.\.(\d{1,9})\}/;

/** A range in another spelling, such as {01-30}, {a..c}, [01-30] or 01..30. */
const nearlyRange =
  /\{\s?\w{1,9}\s?(?:\.{2,3}|…|[,:~～–-])\s?\w{1,9}[^{}]{0,60}\}|\[\s?\d{1,9}\s?(?:…|[~～–-])\s?\d{1,9}\s?\]|\d\s?(?:\.{2,3}|…)\s?-?\d/;

/** Whether a part of the text may be meant as a range and is none. */
export function isNearlyRange(text: string): boolean {
  return nearlyRange.test(text.replace(range, ''));
}

interface Range {
  from: number;
  to: number;
  width: number;
}

/** A row for each number of a range such as `class-{01..30}`, which may stand in the room and, as long, in the URL. */
export function expandRow(draft: Draft): Expanded {
  const rooms = rangeIn(draft.room);
  const urls = rangeIn(draft.url);
  if (rooms === undefined && urls === undefined) return { ok: true, drafts: [draft] };
  if (rooms === undefined) return { ok: false, fault: { code: 'one-room' } };
  const count = countOf(rooms);
  if (urls !== undefined && countOf(urls) !== count)
    return { ok: false, fault: { code: 'uneven', rooms: count, urls: countOf(urls) } };
  if (urls === undefined && isNearlyRange(draft.url ?? '')) return { ok: false, fault: { code: 'no-range' } };
  if (count > mostRows) return { ok: false, fault: { code: 'too-many', count, most: mostRows } };
  const drafts = Array.from({ length: count }, (_, n): Draft => {
    const room = withNumber(draft.room, rooms, n);
    const url = urls === undefined ? draft.url : withNumber(draft.url, urls, n);
    return { ...draft, ...(room === undefined ? {} : { room }), ...(url === undefined ? {} : { url }) };
  });
  const isLeft = drafts.some(({ room, url }) => rangeIn(room) !== undefined || rangeIn(url) !== undefined);
  return isLeft ? { ok: false, fault: { code: 'two-ranges' } } : { ok: true, drafts };
}

function rangeIn(text: string | undefined): Range | undefined {
  const [, from, to] = range.exec(text ?? '') ?? [];
  if (from === undefined || to === undefined) return undefined;
  const isPadded = [from, to].some((digits) => digits.length > 1 && digits.startsWith('0'));
  return { from: Number(from), to: Number(to), width: isPadded ? Math.max(from.length, to.length) : 0 };
}

function countOf({ from, to }: Range): number {
  return Math.abs(to - from) + 1;
}

function withNumber(text: string | undefined, { from, to, width }: Range, n: number): string | undefined {
  const number = to >= from ? from + n : from - n;
  return text?.replace(range, String(number).padStart(width, '0'));
}
