import type { Clock } from '../../ingest/runtime.ts';
import type { Claims } from '../../ingest/storage-ports.ts';

/** Claims that are gone with the process. */
export function memoryClaims(clock: Clock): Claims {
  const claims = new Map<string, { by: string; until: number }>();
  return {
    async claim(key, by, ttlMs) {
      const held = claims.get(key);
      if (held !== undefined && held.until > clock() && held.by !== by) return held.by;
      claims.set(key, { by, until: clock() + ttlMs });
      return by;
    },
    async release(key, by) {
      if (claims.get(key)?.by === by) claims.delete(key);
    },
  };
}
