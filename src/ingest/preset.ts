import type { Draft } from './fields.ts';

/** A start that was saved under a name. */
export interface Preset {
  name: string;
  /** Without secrets. */
  draft: Draft;
  /** Id of the person who saved it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Whether a preset may have this name. A word that begins with - would be taken for an option. */
export function isPresetName(text: string): boolean {
  return /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,39}$/.test(text);
}
