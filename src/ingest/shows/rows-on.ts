import type { Queue } from '../storage-ports.ts';
import { type Board, isOn } from './run.ts';

/**
 * The ids of the rows of a board that are on. One that somebody is about to start has no record yet, and its request is kept.
 * Throws StoreUnavailable.
 */
export async function rowsOn(
  { run, rows }: Board,
  queue: Pick<Queue<unknown>, 'has'>,
): Promise<ReadonlySet<number>> {
  const asked = rows.map(async (row, at) => {
    const { request } = run.rows[at] ?? {};
    const begins = row.task === undefined && request !== undefined && (await queue.has(request));
    return begins || isOn(row) ? [row.id] : [];
  });
  return new Set((await Promise.all(asked)).flat());
}
