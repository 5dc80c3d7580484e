import { AsyncResource } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import { withDeadline } from '../async/deadline.ts';
import { createThrottle } from '../async/pauses.ts';
import { realWait } from '../async/wait.ts';
import type { SharedRateLimit } from '../ingest/storage-ports.ts';

/** Each API takes at most 20 requests in any second (its reference page). */
export const callsPerSecond = 20;
/** A second, and what timers may be early by. */
const coolDownMs = 1_010;
/** What has not been answered after so long has arrived at the far side all the same. */
const longestWayMs = 1_000;

/** Places come free together. So long after a call the next one is begun: Slack waits for acknowledgements meanwhile. */
const gapMs = 8;

/**
 * Lets calls of one API through in the order in which they came, as fast as its limit allows; the others wait. `waiting`
 * is awaited first if a call may have to; if it rejects, the call is not made.
 */
export type RateLimit = <T>(call: () => Promise<T>, waiting?: () => Promise<void>) => Promise<T>;

/**
 * Holds the limit of an API over any second of the far side's clock. A request was counted there at some moment
 * between its departure and its answer, however long either way took: so its place is given to another one only a
 * second after the answer. If other instances use the same account, their calls count too. Rejects with
 * StoreUnavailable if that cannot be found out; the call is then not made.
 */
export function createRateLimit(api: string, limit?: SharedRateLimit, perSecond = callsPerSecond): RateLimit {
  const places = new PQueue({ concurrency: perSecond });
  const turn = createThrottle(() => pause(gapMs, true));
  const shared = async () =>
    (await limit?.take(api, perSecond, longestWayMs + coolDownMs)) ?? (async () => {});
  return async (call, waiting) => {
    if (places.pending >= perSecond || limit !== undefined) await waiting?.();
    return new Promise((resolve, reject) => {
      const takePlace = async () => {
        const free = await shared().catch(reject);
        if (free === undefined) return;
        await turn();
        const answer = call();
        answer.then(resolve, reject);
        const arrival = answer.then(nothing, nothing);
        await withDeadline(arrival, { ms: longestWayMs, wait: realWait }, nothing);
        // A place that cannot be given back is free when its time is over.
        await Promise.all([free(coolDownMs).catch(() => undefined), pause(coolDownMs)]);
      };
      // A call that waited is begun by the end of another one, and would be logged under the trace of that.
      const caller = new AsyncResource('TrtcCall');
      void places.add(() => caller.runInAsyncScope(takePlace));
    });
  };
}

function nothing(): void {}
