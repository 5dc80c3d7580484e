import type { Presets } from '../../ingest/presets.ts';
import { type Asker, answer, type Outcome } from '../answers/asker.ts';
import { presetDetails, presetPage, presetSaved, presetSentences, unknownPreset } from '../blocks/presets.ts';
import { complaint } from '../blocks/problems.ts';
import type { StartWords } from '../command-line/start-words.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';

/** What people do with presets, each answered to the person alone. Rights were checked before. Every method throws StoreUnavailable. */
export interface PresetDesk {
  /** Saves what was given, in place of a preset of that name. */
  save(name: string, given: StartWords, asker: Asker): Promise<Outcome>;
  /** Lists a page of them; pages count from 1. */
  list(page: number, asker: Asker): Promise<Outcome>;
  show(name: string, asker: Asker): Promise<Outcome>;
  delete(name: string, asker: Asker): Promise<Outcome>;
}

export function createPresetDesk(presets: Presets): PresetDesk {
  return {
    async save(name, { draft, preset, problems }, asker) {
      const unclear = [...problems, ...presetInPreset(preset)];
      const saved =
        unclear.length === 0
          ? await presets.save({ name, draft, by: asker.user })
          : ({ type: 'refused', problems: presets.check(name, draft) } as const);
      return saved.type === 'saved'
        ? answer(asker, presetSaved(saved.preset, saved.before))
        : answer(
            asker,
            complaint('Nothing was saved.', presetSentences(saved.problems, unclear)),
            'rejected',
          );
    },

    async list(page, asker) {
      return answer(asker, presetPage(await presets.all(), page));
    },

    async show(name, asker) {
      const found = await presets.find(name);
      return found.type === 'found'
        ? answer(asker, presetDetails(found.preset))
        : answer(asker, message(unknownPreset(name, found)), 'rejected');
    },

    async delete(name, asker) {
      const deleted = await presets.delete({ name, by: asker.user });
      return deleted.type === 'deleted'
        ? answer(asker, message(`Deleted the preset ${code(name)}.`))
        : answer(asker, message(`Nothing was deleted. ${unknownPreset(name, deleted)}`), 'rejected');
    },
  };
}

function presetInPreset(preset: string | undefined): string[] {
  return preset === undefined ? [] : ['`--preset` cannot be in a preset: give the options themselves.'];
}
