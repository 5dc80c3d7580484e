import type { Digest, Random } from './runtime.ts';

/** Letters and digits that are not mistaken for one another when read aloud or typed. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 6;

/** A new handle: six characters, about 900 million different ones. */
export function newHandle(random: Random): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}

/**
 * The handle that a person's request has at the given attempt, counted from 0: whoever is given the request, however
 * often, comes upon the same one. Each attempt gives another, in case a handle is taken by another request.
 */
export type HandleOf = (requestKey: string, attempt: number) => string;

/** Handles that follow from a digest of at least six bytes. */
export function createHandleOf(digest: Digest): HandleOf {
  return (requestKey, attempt) => {
    const bytes = digest(`${attempt} ${requestKey}`).subarray(0, length);
    return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  };
}

/**
 * The robot's UserId for a task that was not given one. No other task has it, so a second start of it is refused: that is
 * assumed (docs/tencent.md, second-start).
 */
export function robotFor(handle: string): string {
  return `ingest-${handle}`;
}
