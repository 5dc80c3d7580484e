import { charactersNotIn } from './characters.ts';
import { type Draft, type Field, fieldDefinitions } from './fields.ts';
import { maskUrl } from './mask.ts';
import { nearest } from './nearest.ts';
import type { Fault, Problem } from './problem.ts';
import type { Region } from './region.ts';
import { inRooms, longestRoom } from './room.ts';
import { urlFault } from './stream-url.ts';

/** Longer words are no slip of the keyboard, and would take long to compare. */
const longestSlip = 40;
const longestUser = 32;
const inUsers = /^[a-zA-Z0-9_-]$/;

/** The problem of a field whose value breaks the field's own rule: what of it is wrong. */
export function fieldProblem(field: Field, draft: Draft): Problem {
  const given = draft[field];
  if (given === undefined) return { field, code: 'missing' };
  if (fieldDefinitions[field].kind === 'secret') return { field, code: 'not-allowed' };
  if (field === 'url') {
    const shown = maskUrl(given);
    const fault = urlFault(given) ?? { code: 'not-allowed' };
    return shown === '…' ? { field, ...fault } : { field, given: shown, ...fault };
  }
  return { field, given, ...faultOf(field, given) };
}

function faultOf(field: Field, given: string): Fault {
  if (given === '') return { code: 'not-allowed' };
  if (field === 'room') return textFault(given, inRooms, longestRoom);
  if (field === 'user') return textFault(given, inUsers, longestUser);
  const { kind, choices = [] } = fieldDefinitions[field];
  if (kind === 'whole number') return numberFault(given);
  // The nearest number is seldom what was meant.
  const words = choices.filter((choice) => /^[a-z]/.test(choice));
  return words.length === 0
    ? { code: 'not-allowed' }
    : { code: 'no-choice', nearest: nearestOf(given, words) };
}

/** The problem of a region that is not among those that are offered. */
export function regionProblem(given: string, offered: readonly Region[]): Problem {
  return { field: 'region', given, code: 'region', offered, nearest: nearestOf(given, offered) };
}

/** All that both may hold is of one byte, so what is left too long here is counted in bytes. */
function textFault(given: string, allowed: RegExp, most: number): Fault {
  const characters = charactersNotIn(given, allowed);
  return characters.length === 0
    ? { code: 'too-long', most, length: given.length, unit: 'bytes' }
    : { code: 'characters', characters };
}

/** Why digits are not taken if the limits alone do not say it. */
function numberFault(given: string): Fault {
  if (/^-?\d+$/.test(given)) return { code: 'not-allowed' };
  if (/^-?\d*[.,]\d{1,2}$/.test(given)) return { code: 'no-whole-number', because: 'fraction' };
  if (/^-?\d+ ?[a-z%]{1,8}$/i.test(given)) return { code: 'no-whole-number', because: 'unit' };
  return { code: 'no-whole-number', because: 'signs' };
}

/** The one of these that somebody who typed this is likely to have meant; undefined if none is near. */
export function nearestOf(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.trim().toLowerCase();
  if (typed === '' || word.length > longestSlip) return undefined;
  return nearest(word, candidates, (candidate) => candidate.includes(word));
}
