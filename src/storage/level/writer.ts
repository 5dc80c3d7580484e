import type { ClassicLevel } from 'classic-level';
import { createMutex } from '../../async/keyed-mutex.ts';

export type Database = ClassicLevel<string, string>;
export type Write = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

export interface LevelWriter {
  /**
   * Writes all of it or nothing, together with what else comes while another write is on its way. What is written when
   * this resolves outlives the process, whatever ends that; a power cut may take the last `flushMs` of it.
   */
  write(writes: readonly Write[]): Promise<void>;
  /** Does the work when all that was written is told of, and lets nothing be written meanwhile. */
  between(work: () => Promise<void>): Promise<void>;
  /** Resolves when all is on the disk; from now on nothing can be written. */
  end(): Promise<void>;
}

/** In ms. A sync takes the time of many writes, on a busy disk seconds, and what comes meanwhile waits for it. */
const flushMs = 1_000;
const flushed: Write = { type: 'put', key: 'flushed!', value: '' };

/** The one writer of a LevelDB. `onWritten` is told of everything once it is written. */
export function createLevelWriter(
  root: Database,
  onWritten: (writes: readonly Write[]) => void,
): LevelWriter {
  let gathered: Write[] = [];
  let gathering: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let mustReopen = false;
  let isOver = false;

  const { run: inOrder, idle } = createMutex();

  /**
   * If a write has failed, as on a full disk, LevelDB would write on behind half a record and read nothing of that
   * when it is opened the next time: so it is opened again first. Options are given only if they are needed, since
   * the database copies them into every write, which on Node 20 leaves 18 kB of garbage in the old heap for a start.
   */
  async function commit(writes: Write[], options: { sync?: true } = {}): Promise<void> {
    if (mustReopen) {
      await root.close();
      await root.open();
    }
    mustReopen = true;
    await root.batch(writes, options);
    mustReopen = false;
    onWritten(writes);
  }

  function commitGathered(): Promise<void> {
    const writes = gathered;
    gathered = [];
    gathering = undefined;
    return commit(writes);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // Whoever writes next is told if this fails.
    await inOrder(() => commit([flushed], { sync: true })).catch(() => undefined);
  }

  return {
    async write(writes) {
      if (isOver) throw new Error('The store is closed');
      if (writes.length === 0) return;
      gathered.push(...writes);
      gathering ??= inOrder(commitGathered);
      await gathering;
      timer ??= setTimeout(flush, flushMs).unref();
    },
    between: inOrder,
    async end() {
      isOver = true;
      await idle();
      await flush();
    },
  };
}
