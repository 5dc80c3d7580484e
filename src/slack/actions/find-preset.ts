import { nearest } from '../../ingest/nearest.ts';
import type { Preset } from '../../ingest/preset.ts';
import { isPresetName } from '../../ingest/preset-name.ts';
import type { PresetStore } from '../../ingest/storage-ports.ts';
import { code } from '../format/mrkdwn.ts';

export type FoundPreset = { found: true; preset: Preset } | { found: false; sentence: string };

/** The preset of that name, or the sentence that says that there is none and which may have been meant. Throws StoreUnavailable. */
export async function findPreset(presets: PresetStore, name: string): Promise<FoundPreset> {
  const preset = isPresetName(name) ? await presets.get(name) : undefined;
  return preset === undefined
    ? { found: false, sentence: unknownPreset(name, await presets.all()) }
    : { found: true, preset };
}

function unknownPreset(name: string, presets: readonly Preset[]): string {
  const meant = similar(
    name,
    presets.map((preset) => preset.name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean ${code(meant)}?`;
  return `There is no preset ${code(name, 60)}.${suggestion} \`/ingest preset list\` lists them.`;
}

/** The name that differs only in case, else the nearest. */
function similar(typed: string, names: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower) ?? nearest(typed, names);
}
