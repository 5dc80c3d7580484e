import type { Clock } from './runtime.ts';
import type { SourceReport } from './source-report.ts';

/** Looks whether there is media at an address, and whether it is of a kind that is taken. */
export interface Probe {
  /** Never rejects: what goes wrong is reported. */
  check(url: string, how: HowToCheck): Promise<SourceReport>;
}

export interface HowToCheck {
  /** Ends the check, which then reports that it was stopped. */
  signal: AbortSignal;
  /** When what is played is to end, in milliseconds since the epoch: a link that is good for less is reported. */
  plannedEnd?: number;
  /** Milliseconds that the check may take, the wait for its turn among them, if fewer than its limit. */
  withinMs?: number;
  /** Who waits for it, and so whose turn comes first: a start, then a person, then what the bot wants to know by itself. */
  by?: 'start' | 'person' | 'bot';
}

/**
 * When sources are looked at: never (`off`); if a person asks (`asked`); and before each start as well, which a certain
 * misfit holds back (`warn`) or ends (`strict`).
 */
export type CheckMode = 'off' | 'asked' | 'warn' | 'strict';

/** What came of asking for a check. */
export type AskedCheck =
  | { type: 'checked'; report: SourceReport }
  /** Nothing is looked at here. */
  | { type: 'off' }
  /** So many checks of this person are under way already. */
  | { type: 'busy'; atATime: number }
  /** This person had so many in a minute; the next may be asked for in so many milliseconds. */
  | { type: 'too-many'; perMinute: number; againInMs: number };

/** Checks that people ask for, as many as one of them may. */
export interface SourceChecks {
  /** Does not reject. `by` is a person's id; `plannedEnd` as for the probe. */
  check(url: string, by: string, plannedEnd?: number): Promise<AskedCheck>;
}

/** Of one person: nobody looks at more sources, and an account that was taken over cannot search a network with them. */
export const personalLimits = { atATime: 2, perMinute: 30 } as const;
const minuteMs = 60_000;

export interface SourceChecksDeps {
  probe: Probe;
  mode: CheckMode;
  clock: Clock;
}

export function createSourceChecks({ probe, mode, clock }: SourceChecksDeps): SourceChecks {
  /** When each person asked within the last minute, oldest first. */
  const asked = new Map<string, readonly number[]>();
  const underWay = new Map<string, number>();

  /** Forgets what is older than a minute, of everybody: nobody stays in memory who does not come back. */
  function forget(now: number): void {
    for (const [person, times] of asked) {
      const recent = times.filter((at) => at > now - minuteMs);
      if (recent.length === 0) asked.delete(person);
      else asked.set(person, recent);
    }
  }

  return {
    async check(url, by, plannedEnd) {
      if (mode === 'off') return { type: 'off' };
      const { atATime, perMinute } = personalLimits;
      const now = clock();
      forget(now);
      const running = underWay.get(by) ?? 0;
      if (running >= atATime) return { type: 'busy', atATime };
      const recent = asked.get(by) ?? [];
      const [oldest = now] = recent;
      if (recent.length >= perMinute)
        return { type: 'too-many', perMinute, againInMs: oldest + minuteMs - now };
      asked.set(by, [...recent, now]);
      underWay.set(by, running + 1);
      try {
        const ends = plannedEnd === undefined ? {} : { plannedEnd };
        const report = await probe.check(url, { signal: new AbortController().signal, ...ends });
        return { type: 'checked', report };
      } finally {
        const left = (underWay.get(by) ?? 1) - 1;
        if (left === 0) underWay.delete(by);
        else underWay.set(by, left);
      }
    },
  };
}
