import type { Logger } from '../../src/ingest/runtime.ts';

/** A logger whose lines can be read. */
export interface Notes extends Logger {
  /** What was said, in order, with its level and its facts. */
  notes: { level: keyof Logger; message: string; facts: Record<string, unknown> }[];
}

export function createTestLogger(): Notes {
  const notes: Notes['notes'] = [];
  const at = (level: keyof Logger) => (facts: Record<string, unknown>, message: string) => {
    notes.push({ level, message, facts });
  };
  return { notes, info: at('info'), warn: at('warn'), error: at('error') };
}
