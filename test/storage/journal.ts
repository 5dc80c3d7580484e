import type { Journal } from '../../src/ingest/runtime.ts';

/** A journal that can be read. */
export interface Notes extends Journal {
  /** What was said, in order, with its level and its facts. */
  notes: { level: keyof Journal; message: string; facts: Record<string, unknown> }[];
}

export function createJournal(): Notes {
  const notes: Notes['notes'] = [];
  const at = (level: keyof Journal) => (facts: Record<string, unknown>, message: string) => {
    notes.push({ level, message, facts });
  };
  return { notes, info: at('info'), warn: at('warn'), error: at('error') };
}
