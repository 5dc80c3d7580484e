import type { Clock } from '../../ingest/runtime.ts';
import type { Leases } from '../../ingest/storage-ports.ts';

/** Leases that are gone with the process. */
export function localLeases(clock: Clock): Leases {
  const leases = new Map<string, { by: string; until: number }>();
  return {
    async acquire(key, by, ttlMs) {
      const held = leases.get(key);
      if (held !== undefined && held.until > clock() && held.by !== by) return held.by;
      leases.set(key, { by, until: clock() + ttlMs });
      return by;
    },
    async release(key, by) {
      if (leases.get(key)?.by === by) leases.delete(key);
    },
  };
}
