import { closestMatch } from 'leven';

/** Longer words are no slip of the keyboard, and would take long to compare. */
const longestSlip = 60;
/** Shorter ones are the beginning, or a part, of too much. */
const shortestPart = 3;

/**
 * The candidate that somebody who typed this is likely to have meant; undefined if none is near. `isPart` says of a
 * candidate whether what was typed is a part of it that names it: its beginning, unless said otherwise.
 */
export function nearest(
  typed: string,
  candidates: readonly string[],
  isPart: (candidate: string) => boolean = (candidate) => candidate.startsWith(typed),
): string | undefined {
  if (typed.length > longestSlip) return undefined;
  const whole = typed.length < shortestPart ? undefined : candidates.find(isPart);
  return whole ?? closestMatch(typed, candidates, { maxDistance: Math.max(1, Math.floor(typed.length / 2)) });
}
