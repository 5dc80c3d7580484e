import { newHandle } from '../src/ingest/handle.ts';
import type { Room } from '../src/ingest/room.ts';
import type { Random } from '../src/ingest/runtime.ts';

/** A string room that nobody else uses, and a robot for it. */
export function newNames(random: Random): { room: Room; robot: string } {
  const handle = newHandle(random);
  return { room: { id: `ingest-trial-${handle}`, type: 0 }, robot: `trial-${handle}` };
}

/** The upper end of what integer rooms are called, where few applications have theirs (at most 4294967294). */
const lowest = 4_200_000_000;
const howMany = 90_000_000;

/** An integer room that is unlikely to be anybody else's. */
export function newIntegerRoom(random: Random): Room {
  return { id: String(lowest + Math.floor(random() * howMany)), type: 1 };
}
