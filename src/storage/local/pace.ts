import type { Clock } from '../../ingest/runtime.ts';
import type { SharedPace } from '../../ingest/storage-ports.ts';

/** Turns that one process takes, gone with it: the far side forgets them as soon. */
export function localPace(clock: Clock): SharedPace {
  const time = onlyForwards(clock);
  /** For each key, the moment at which all that was taken would have been spread evenly. */
  const spreadUntil = new Map<string, number>();

  return {
    async take(key, { intervalMs, burst }) {
      const now = time();
      const until = Math.max(spreadUntil.get(key) ?? 0, now);
      const freeInMs = until - (burst - 1) * intervalMs - now;
      if (freeInMs > 0) return freeInMs;
      forget(now);
      spreadUntil.set(key, until + intervalMs);
      return 0;
    },
    async hold(key, { intervalMs, burst }, ms) {
      const until = time() + ms + (burst - 1) * intervalMs;
      spreadUntil.set(key, Math.max(spreadUntil.get(key) ?? 0, until));
    },
  };

  /** A key whose turns are all spread again is as if it had never been. */
  function forget(now: number): void {
    for (const [key, until] of spreadUntil) if (until <= now) spreadUntil.delete(key);
  }
}

/** A clock that is set back must not make anybody wait until it has come there again. */
function onlyForwards(clock: Clock): Clock {
  let last = Number.NEGATIVE_INFINITY;
  let setBack = 0;
  return () => {
    const now = clock();
    if (now < last) setBack += last - now;
    last = now;
    return now + setBack;
  };
}
