import { type Draft, type Field, secretFields, withoutSecrets } from './fields.ts';
import type { HistoryEntry } from './history.ts';
import { nearest } from './nearest.ts';
import type { HistoryStore } from './ports.ts';
import { isPresetName, type Preset } from './preset.ts';
import type { Problem } from './problem.ts';
import { remember } from './remember.ts';
import { readRequest, type StartRules } from './request.ts';
import type { Clock, Logger } from './runtime.ts';
import type { PresetStore } from './storage-ports.ts';

export interface PresetPorts {
  store: PresetStore;
  history: HistoryStore;
  rules: StartRules;
  logger: Logger;
  clock: Clock;
}

/** One thing that keeps a start from being saved under a name. */
export type PresetProblem =
  | { type: 'name'; given: string }
  /** Presets are kept and shared, so what opens doors cannot be in one. */
  | { type: 'secret'; field: Field }
  | { type: 'field'; problem: Problem }
  /** Nothing was given that could be saved. */
  | { type: 'empty' };

export type SavedPreset =
  /** `before` is the preset of that name that it replaced. */
  | { type: 'saved'; preset: Preset; before: Preset | undefined }
  | { type: 'refused'; problems: readonly PresetProblem[] };

/** There is no preset of that name; `nearest` is the name that may have been meant. */
export interface UnknownPreset {
  type: 'unknown';
  nearest: string | undefined;
}

export type FoundPreset = { type: 'found'; preset: Preset } | UnknownPreset;
export type DeletedPreset = { type: 'deleted' } | UnknownPreset;

/** Starts that are saved under names. Whoever calls has checked rights. `by` is a person's id. */
export interface Presets {
  /** In the order of their names. Throws StoreUnavailable. */
  all(): Promise<readonly Preset[]>;
  /** Throws StoreUnavailable. */
  find(name: string): Promise<FoundPreset>;
  /** All that keeps the draft from being saved under the name: it may lack what a start needs. */
  check(name: string, draft: Draft): readonly PresetProblem[];
  /** Saves the draft in place of a preset of that name, if nothing is wrong with it. Throws StoreUnavailable. */
  save(start: { name: string; draft: Draft; by: string }): Promise<SavedPreset>;
  /** Throws StoreUnavailable. */
  delete(preset: { name: string; by: string }): Promise<DeletedPreset>;
}

/** How presets are saved, found and deleted. Each change is in the history. */
export function createPresets({ store, history, rules, logger, clock }: PresetPorts): Presets {
  return {
    all: () => store.all(),
    find,
    check,

    async save({ name, draft, by }) {
      const problems = check(name, draft);
      if (problems.length > 0) return { type: 'refused', problems };
      const preset: Preset = { name, draft, by, at: clock() };
      const before = await store.get(name);
      await store.put(preset);
      await inHistory(preset, before === undefined ? 'saved a preset' : 'replaced a preset');
      return { type: 'saved', preset, before };
    },

    async delete({ name, by }) {
      const found = await find(name);
      if (found.type === 'unknown') return found;
      // Somebody else may have deleted it meanwhile.
      if (!(await store.remove(name))) return { type: 'unknown', nearest: undefined };
      await inHistory({ name, by, at: clock() }, 'deleted a preset');
      return { type: 'deleted' };
    },
  };

  /** A word that cannot be a name is not looked up: some stores throw at long keys. */
  async function find(name: string): Promise<FoundPreset> {
    const preset = isPresetName(name) ? await store.get(name) : undefined;
    if (preset !== undefined) return { type: 'found', preset };
    const names = (await store.all()).map((each) => each.name);
    return { type: 'unknown', nearest: similar(name, names) };
  }

  function check(name: string, draft: Draft): readonly PresetProblem[] {
    const wrongName: PresetProblem[] = isPresetName(name) ? [] : [{ type: 'name', given: name }];
    if (Object.keys(draft).length === 0) return [...wrongName, { type: 'empty' }];
    return [...wrongName, ...secretsIn(draft), ...brokenRules(draft, rules)];
  }

  function inHistory(
    { name, by, at }: Pick<Preset, 'name' | 'by' | 'at'>,
    what: HistoryEntry['what'],
  ): Promise<void> {
    return remember({ at, by, what, about: name }, { history, logger });
  }
}

function secretsIn(draft: Draft): PresetProblem[] {
  return secretFields
    .filter((field) => draft[field] !== undefined)
    .map((field) => ({ type: 'secret', field }));
}

/** All that is given follows the rules of a start; what is not given comes with the start. */
function brokenRules(draft: Draft, rules: StartRules): PresetProblem[] {
  const read = readRequest(withoutSecrets(draft), rules);
  const wrong = read.ok ? [] : read.problems.filter(({ field }) => draft[field] !== undefined);
  return wrong.map((problem) => ({ type: 'field', problem }));
}

/** The name that differs only in case, else the nearest. */
function similar(typed: string, names: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower) ?? nearest(typed, names);
}
