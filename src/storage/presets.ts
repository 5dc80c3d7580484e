import type { PresetStore } from '../ingest/ports.ts';
import type { Preset } from '../ingest/preset.ts';
import { type Backend, guarded } from './backend.ts';

/** More than anybody saves by hand. */
const everyPreset = 10_000;

/** Saved starts by their name. */
export function createPresetStore(backend: Backend): PresetStore {
  const presets = backend.collection('presets');
  const index = backend.index('presets');
  return {
    get: (name) => guarded(() => presets.get<Preset>(name)),
    all: () =>
      guarded(async () => {
        const names = await index.highest(0, everyPreset);
        const found = names.length === 0 ? [] : await presets.get<Preset>(names);
        const kept = found.filter((preset) => preset !== undefined);
        return kept.toSorted((a, b) => a.name.localeCompare(b.name));
      }),
    put: (preset) =>
      guarded(async () => {
        await presets.set(preset.name, preset);
        await index.put(preset.name, preset.at);
      }),
    remove: (name) =>
      guarded(async () => {
        await index.remove(name);
        return presets.delete(name);
      }),
  };
}
