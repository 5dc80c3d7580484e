import type { RootDatabase } from 'lmdb';
import type { Claims, Clock } from '../ingest/ports.ts';

interface Claim {
  by: string;
  /** Milliseconds since the epoch. */
  until: number;
}

/** Claims in an LMDB file. Those that are over are removed when it is opened. */
export function lmdbClaims(root: RootDatabase, clock: Clock, assertOpen: () => void): Claims {
  const claims = root.openDB<Claim, string>({ name: 'claims' });
  const isHeld = (claim: Claim | undefined): claim is Claim => claim !== undefined && claim.until > clock();
  for (const { key, value } of claims.getRange()) if (!isHeld(value)) claims.remove(key);

  return {
    async claim(key, by, ttlMs) {
      assertOpen();
      return root.transaction(() => {
        const held = claims.get(key);
        if (isHeld(held) && held.by !== by) return held.by;
        claims.put(key, { by, until: clock() + ttlMs });
        return by;
      });
    },
    async release(key, by) {
      assertOpen();
      await root.transaction(() => {
        if (claims.get(key)?.by === by) claims.remove(key);
      });
    },
  };
}
