import type { HistoryEntry } from './history.ts';
import type { HistoryStore } from './ports.ts';
import type { Logger } from './runtime.ts';

/** Writes an entry into the history. What was done is done: a history that cannot be written is only logged. */
export async function remember(
  entry: HistoryEntry,
  { history, logger }: { history: HistoryStore; logger: Logger },
  id = idOf(entry),
): Promise<void> {
  try {
    await history.add(id, entry);
  } catch (error) {
    logger.warn({ error, entry }, 'The history could not be written');
  }
}

/** Nobody does two things to one thing at one moment. */
function idOf({ at, by, what, whom, about }: HistoryEntry): string {
  return [at, by, what, whom ?? about].join(' ');
}
