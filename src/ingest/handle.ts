import type { Random } from './ports.ts';

/** Letters and digits that are not mistaken for one another when read aloud or typed. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 6;

/** A new handle: six characters, about 900 million different ones. */
export function newHandle(random: Random): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}

/** The robot's UserId for a task that was not given one: no other task has it, so TRTC refuses a second start of it. */
export function robotFor(handle: string): string {
  return `ingest-${handle}`;
}
