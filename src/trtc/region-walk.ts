import { GatewayError, OutOfReach, TaskGone } from '../ingest/errors.ts';
import type { Region } from '../ingest/region.ts';
import { closeRoomHint, outOfReachHint } from './hints.ts';
import type { Action, RegionTable } from './regions.ts';

/**
 * Makes a call that does no harm in the region of its task, and if that does not serve it in the next one of the list.
 * Throws what the call throws; OutOfReach if no region serves it, or none of those that do is known to see the task.
 */
export type RegionWalk = <T>(
  action: Action,
  home: Region,
  call: (region: Region) => Promise<T>,
) => Promise<T>;

/** A room is no region's own: the pages name other regions than those of streams, for rooms of all. */
const aboutRooms: ReadonlySet<Action> = new Set<Action>(['RemoveUser', 'RemoveUserByStrRoomId']);

/** Whoever says this knows the task: its stop has come through, and only the answer was lost. */
const sawItsEnd = 'FailedOperation.TaskFinished';

/**
 * Whether a region sees the tasks of another one is on no page. So "no such task" from elsewhere counts only if that
 * region has seen a task of the same home before: a stream that runs and costs must not be taken for one that has ended.
 */
export function createRegionWalk(table: RegionTable): RegionWalk {
  /** What did not serve a call is tried last from then on: it is asked in vain once, not with every look. */
  const refusals = new Set<string>();
  const sightings = new Set<string>();

  return async (action, home, call) => {
    const order = inOrder(action, home);
    let refusal: GatewayError | undefined;
    let unknown: TaskGone | undefined;
    for (const region of order) {
      try {
        const answer = await call(region);
        if (!aboutRooms.has(action)) sightings.add(`${region} sees ${home}`);
        return answer;
      } catch (error) {
        if (error instanceof TaskGone) {
          const isCredible =
            region === home || error.code === sawItsEnd || sightings.has(`${region} sees ${home}`);
          if (isCredible) throw error;
          unknown = error;
        } else if (error instanceof GatewayError && error.code === 'UnsupportedRegion') {
          refusals.add(`${action} in ${region}`);
          refusal = error;
        } else throw error;
      }
    }
    throw outOfReach(action, home, order, unknown ?? refusal);
  };

  function inOrder(action: Action, home: Region): readonly Region[] {
    const listed = table[action];
    const first = aboutRooms.has(action) && !listed.includes(home) ? [] : [home];
    const all = [...new Set([...first, ...listed])];
    const hasRefused = (region: Region) => refusals.has(`${action} in ${region}`);
    return [...all.filter((region) => !hasRefused(region)), ...all.filter(hasRefused)];
  }
}

function outOfReach(
  action: Action,
  home: Region,
  tried: readonly Region[],
  last: GatewayError | undefined,
): OutOfReach {
  const message =
    last instanceof TaskGone
      ? `TRTC does not take this in ${home}, and no region that does knows the task: ${tried.filter((region) => region !== home).join(', ')} were asked.`
      : `TRTC takes this in none of the regions that the bot knows: ${tried.join(', ')} were asked.`;
  const hint = aboutRooms.has(action) ? closeRoomHint : outOfReachHint;
  return new OutOfReach(
    { code: last?.code ?? 'UnsupportedRegion', message, effect: 'none', hint, requestId: last?.requestId },
    { cause: last },
  );
}
