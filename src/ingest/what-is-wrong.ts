import { charactersNotIn, nameOf } from './character-names.ts';
import type { Problem } from './errors.ts';
import { type Draft, type Field, fieldDefinitions } from './fields.ts';
import { maskUrl } from './mask.ts';
import { nearest } from './nearest.ts';
import { oneOfRegions, type Region } from './region.ts';
import { inRooms, longestRoom } from './room.ts';
import { streamUrlProblem } from './stream-url.ts';

/** Longer words are no slip of the keyboard, and would take long to compare. */
const longestSlip = 40;
const choices: Partial<Record<Field, readonly string[]>> = {
  'room-type': ['string', 'integer'],
};
const longestUser = 32;
const inUsers = /^[a-zA-Z0-9_-]$/;

/** The problem of a field whose value breaks the field's own rule: what of it is wrong, and what is allowed. */
export function fieldProblem(field: Field, draft: Draft): Problem {
  const given = draft[field];
  const { kind, takes } = fieldDefinitions[field];
  if (given === undefined) return { field, rule: `is needed: it takes ${takes}` };
  if (kind === 'secret') return { field, rule: `takes ${takes}` };
  if (field === 'url') {
    const shown = maskUrl(given);
    const rule = streamUrlProblem(given) ?? `takes ${takes}`;
    return shown === '…' ? { field, rule } : { field, given: shown, rule };
  }
  return { field, given, rule: ruleFor(field, given) };
}

function ruleFor(field: Field, given: string): string {
  const { kind, takes } = fieldDefinitions[field];
  if (given === '') return `takes ${takes}`;
  if (field === 'room') return textRule(given, takes, inRooms, longestRoom);
  if (field === 'user') return textRule(given, takes, inUsers, longestUser);
  if (kind === 'whole number') return `takes ${takes}${numberHint(given)}`;
  return choiceRule(given, takes, field === 'tempo' ? [] : (choices[field] ?? []));
}

/** The problem of a region that is not among those that are offered. */
export function regionProblem(given: string, offered: readonly Region[]): Problem {
  return { field: 'region', given, rule: choiceRule(given, oneOfRegions(offered), offered) };
}

function choiceRule(given: string, takes: string, candidates: readonly string[]): string {
  const meant = given === '' ? undefined : nearestOf(given, candidates);
  return meant === undefined ? `takes ${takes}` : `takes ${takes}; the nearest is ${meant}`;
}

/** All that both may hold is of one byte, so what is left too long here is counted in bytes. */
function textRule(given: string, takes: string, allowed: RegExp, most: number): string {
  const wrong = charactersNotIn(given, allowed).map((character) =>
    nameOf(character).replace(/^(?:an?|the) /, ''),
  );
  if (wrong.length === 0) return `takes at most ${most} bytes, and this has ${given.length}`;
  return `takes no ${wrong.join(' and no ')}, only ${takes.replace('a room: ', '')}`;
}

/** Why digits are not taken if the limits alone do not say it. */
function numberHint(given: string): string {
  if (/^-?\d+$/.test(given)) return '';
  if (/^-?\d*[.,]\d{1,2}$/.test(given)) return ', without a fraction';
  if (/^-?\d+ ?[a-z%]{1,8}$/i.test(given)) return ', without a unit after it';
  return ', in digits alone';
}

/** The one of these that somebody who typed this is likely to have meant; undefined if none is near. */
export function nearestOf(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.trim().toLowerCase();
  if (word.length > longestSlip) return undefined;
  return nearest(word, candidates, (candidate) => candidate.includes(word));
}
