import type { HistoryEntry } from './history.ts';
import type { HistoryStore, Journal } from './ports.ts';

/** Writes an entry into the history. What was done is done: a history that cannot be written is only logged. */
export async function remember(
  entry: HistoryEntry,
  { history, journal }: { history: HistoryStore; journal: Journal },
): Promise<void> {
  try {
    await history.add(entry);
  } catch (error) {
    journal.warn({ error, entry }, 'The history could not be written');
  }
}
