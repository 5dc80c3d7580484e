import type { SeenSource } from '../seen-source.ts';
import type { RunStore } from '../storage-ports.ts';
import type { ShowRun } from './run.ts';

export interface SeenRowsPorts {
  runs: Pick<RunStore, 'change'>;
  /** Told whenever the board has something new to say. */
  show(run: ShowRun): void;
}

/** Writes down what is seen at the sources of rows. */
export interface SeenRows {
  /** Resolves when it is written for the row with this id. Throws StoreUnavailable. */
  note(run: ShowRun, row: number, seen: SeenSource): Promise<void>;
}

/** What comes while something is written is written next, all at once: a hundred rows are looked at together. */
export function createSeenRows({ runs, show }: SeenRowsPorts): SeenRows {
  /** By the run's id. */
  const waiting = new Map<string, { seen: Map<number, SeenSource>; writing: Promise<void> }>();

  return {
    note(run, row, seen) {
      const known = waiting.get(run.id);
      known?.seen.set(row, seen);
      if (known !== undefined) return known.writing;
      const batch = new Map([[row, seen]]);
      const writing = write(run, batch);
      waiting.set(run.id, { seen: batch, writing });
      return writing;
    },
  };

  async function write(run: ShowRun, seen: Map<number, SeenSource>): Promise<void> {
    try {
      while (seen.size > 0) {
        const batch = new Map(seen);
        seen.clear();
        await runs.change(run.show, (now) => (now?.id === run.id ? withSeen(now, batch) : undefined));
        show(run);
      }
    } finally {
      waiting.delete(run.id);
    }
  }
}

function withSeen(run: ShowRun, seen: ReadonlyMap<number, SeenSource>): ShowRun {
  const rows = run.rows.map((row) => {
    const found = seen.get(row.id);
    return found === undefined ? row : { ...row, seen: found };
  });
  return { ...run, rows };
}
