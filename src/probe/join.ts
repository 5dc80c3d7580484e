import type { HowToCheck, Probe } from '../ingest/source-check.ts';
import type { SourceReport } from '../ingest/source-report.ts';

/** A look that waits or goes on, and how many wait for it. */
interface Look {
  report: Promise<SourceReport>;
  ending: AbortController;
  askers: number;
}

/**
 * One look for all who ask for the same, in the same way and for the same kind of asker: a start is not to wait for the turn
 * of what the bot wants to know by itself. The look ends once the last of them has left; whoever leaves before that is told
 * what `stopped` says.
 */
export function joined(look: Probe['check'], stopped: (url: string) => SourceReport): Probe['check'] {
  const looks = new Map<string, Look>();

  function begin(key: string, url: string, how: HowToCheck): Look {
    const ending = new AbortController();
    const begun: Look = { report: look(url, { ...how, signal: ending.signal }), ending, askers: 0 };
    looks.set(key, begun);
    void begun.report.then(() => forget(key, begun));
    return begun;
  }

  function forget(key: string, over: Look): void {
    if (looks.get(key) === over) looks.delete(key);
  }

  return async (url, how) => {
    const { signal, plannedEnd, withinMs, by = 'person' } = how;
    if (signal.aborted) return stopped(url);
    const key = JSON.stringify([url, plannedEnd, withinMs, by]);
    const found = looks.get(key) ?? begin(key, url, how);
    found.askers += 1;
    let leave = () => {};
    const left = new Promise<SourceReport>((resolve) => {
      leave = () => {
        found.askers -= 1;
        if (found.askers > 0) return resolve(stopped(url));
        // Whoever asks from now on begins anew.
        forget(key, found);
        found.ending.abort();
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([found.report, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  };
}
