import type { Presets } from '../../ingest/presets.ts';
import { presetDetails, presetPage, presetSaved, presetSentences, unknownPreset } from '../blocks/presets.ts';
import { complaint } from '../blocks/problems.ts';
import type { StartWords } from '../command-line/start-words.ts';
import type { Invocation } from '../commands/command.ts';
import { message, rejection } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';

/** What people do with presets, each answered to the person alone. Rights were checked before. Every method throws StoreUnavailable. */
export interface PresetDesk {
  /** Saves what was given, in place of a preset of that name. */
  save(name: string, given: StartWords, invocation: Invocation): Promise<void>;
  /** Lists a page of them; pages count from 1. */
  list(page: number, invocation: Invocation): Promise<void>;
  show(name: string, invocation: Invocation): Promise<void>;
  delete(name: string, invocation: Invocation): Promise<void>;
}

export function createPresetDesk(presets: Presets): PresetDesk {
  return {
    async save(name, { draft, preset, problems }, { user, tell }) {
      const unclear = [...problems, ...presetInPreset(preset)];
      const saved =
        unclear.length === 0
          ? await presets.save({ name, draft, by: user })
          : ({ type: 'refused', problems: presets.check(name, draft) } as const);
      return tell(
        saved.type === 'saved'
          ? presetSaved(saved.preset, saved.before)
          : complaint('Nothing was saved.', presetSentences(saved.problems, unclear)),
      );
    },

    async list(page, { tell }) {
      return tell(presetPage(await presets.all(), page));
    },

    async show(name, { tell }) {
      const found = await presets.find(name);
      return tell(
        found.type === 'found' ? presetDetails(found.preset) : rejection(unknownPreset(name, found)),
      );
    },

    async delete(name, { user, tell }) {
      const deleted = await presets.delete({ name, by: user });
      return tell(
        deleted.type === 'deleted'
          ? message(`Deleted the preset ${code(name)}.`)
          : rejection(`Nothing was deleted. ${unknownPreset(name, deleted)}`),
      );
    },
  };
}

function presetInPreset(preset: string | undefined): string[] {
  return preset === undefined ? [] : ['`--preset` cannot be in a preset: give the options themselves.'];
}
