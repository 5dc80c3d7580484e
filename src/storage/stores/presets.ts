import type { Preset } from '../../ingest/preset.ts';
import type { PresetStore } from '../../ingest/storage-ports.ts';
import type { Backend } from '../backend.ts';
import { createEntries } from './entries.ts';

/** Saved starts by their name. */
export function createPresetStore(backend: Backend): PresetStore {
  const presets = createEntries<Preset>(backend, 'presets');
  return {
    get: presets.get,
    all: async () => (await presets.all()).toSorted((a, b) => a.name.localeCompare(b.name)),
    put: (preset) => presets.put(preset.name, preset, preset.at),
    remove: presets.remove,
  };
}
