import type { Logger } from '../../ingest/runtime.ts';
import { fileText } from '../api/file-text.ts';
import { FileUnreadable, type ReadFile } from '../api/files.ts';
import { pastedAndAttached, unreadableFile } from '../blocks/rows-file.ts';
import type { FilledShow } from '../views/show-form.ts';

export type WithRows = { ok: true; filled: FilledShow } | { ok: false; problem: string };

/** The form with the rows of its file, if it has one, as if they had been pasted. */
export async function withAttachedRows(
  { file, ...filled }: FilledShow,
  { readFile, logger }: { readFile: ReadFile; logger: Logger },
): Promise<WithRows> {
  if (file === undefined) return { ok: true, filled };
  if (filled.rows.trim() !== '') return { ok: false, problem: pastedAndAttached };
  try {
    const read = fileText(await readFile(file));
    return read.ok
      ? { ok: true, filled: { ...filled, rows: read.text } }
      : { ok: false, problem: unreadableFile(file.name, read.because) };
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error;
    logger.warn({ error, file: file.id }, 'A file could not be read');
    return { ok: false, problem: unreadableFile(file.name, error.code) };
  }
}
