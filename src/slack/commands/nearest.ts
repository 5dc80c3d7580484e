import { closestMatch } from 'leven';

/** Longer words are no slip of the keyboard, and would take long to compare. */
const longestSlip = 60;

/** The candidate that somebody who typed this is likely to have meant; undefined where none is near. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  if (typed.length > longestSlip) return undefined;
  const near = candidates.find((candidate) => typed.length >= 3 && candidate.startsWith(typed));
  return near ?? closestMatch(typed, candidates, { maxDistance: Math.max(1, Math.floor(typed.length / 2)) });
}
