import { type Draft, fieldDefinitions, fields, withoutSecrets } from '../../ingest/fields.ts';
import type { HistoryEntry } from '../../ingest/history.ts';
import type { HistoryStore } from '../../ingest/ports.ts';
import type { Preset } from '../../ingest/preset.ts';
import { isPresetName, presetNameRule } from '../../ingest/preset-name.ts';
import { remember } from '../../ingest/remember.ts';
import { type Application, readRequest } from '../../ingest/request.ts';
import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { PresetStore } from '../../ingest/storage-ports.ts';
import { type Asker, answer, type Outcome } from '../answers/asker.ts';
import { presetDetails, presetPage, presetSaved } from '../blocks/presets.ts';
import { complaint, sentence } from '../blocks/problems.ts';
import type { StartWords } from '../command-line/start-words.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { findPreset } from './find-preset.ts';

export interface PresetDeps {
  presets: PresetStore;
  history: HistoryStore;
  applications: readonly Application[];
  logger: Logger;
  clock: Clock;
}

/** What people do with presets, each answered to the person alone. Rights were checked before. Every method throws StoreUnavailable. */
export interface Presets {
  /** Saves what was given, in place of a preset of that name. */
  save(name: string, given: StartWords, asker: Asker): Promise<Outcome>;
  /** Lists a page of them; pages count from 1. */
  list(page: number, asker: Asker): Promise<Outcome>;
  show(name: string, asker: Asker): Promise<Outcome>;
  delete(name: string, asker: Asker): Promise<Outcome>;
}

export function createPresets({ presets, history, applications, logger, clock }: PresetDeps): Presets {
  return {
    async save(name, given, asker) {
      const wrong = [...nameProblems(name), ...presetProblems(given, applications)];
      if (wrong.length > 0) return answer(asker, complaint('Nothing was saved.', wrong), 'rejected');
      const preset: Preset = { name, draft: given.draft, by: asker.user, at: clock() };
      const before = await presets.get(name);
      await presets.put(preset);
      await inHistory(preset, before === undefined ? 'saved a preset' : 'replaced a preset');
      return answer(asker, presetSaved(preset, before));
    },

    async list(page, asker) {
      return answer(asker, presetPage(await presets.all(), page));
    },

    async show(name, asker) {
      const sought = await findPreset(presets, name);
      return sought.found
        ? answer(asker, presetDetails(sought.preset))
        : answer(asker, message(sought.sentence), 'rejected');
    },

    async delete(name, asker) {
      const sought = await findPreset(presets, name);
      if (!sought.found) return answer(asker, message(`Nothing was deleted. ${sought.sentence}`), 'rejected');
      await presets.remove(name);
      await inHistory({ name, by: asker.user, at: clock() }, 'deleted a preset');
      return answer(asker, message(`Deleted the preset ${code(name)}.`));
    },
  };

  function inHistory(
    { name, by, at }: Pick<Preset, 'name' | 'by' | 'at'>,
    what: HistoryEntry['what'],
  ): Promise<void> {
    return remember({ at, by, what, about: name }, { history, logger });
  }
}

function nameProblems(name: string): string[] {
  return isPresetName(name)
    ? []
    : [`${code(name, 60)} cannot be the name of a preset: a name takes ${presetNameRule}.`];
}

/** What keeps this from being saved, a sentence each: all that is given follows the rules of a start, and may lack what a start needs. */
function presetProblems(
  { draft, preset, problems }: StartWords,
  applications: readonly Application[],
): string[] {
  const read = readRequest(withoutSecrets(draft), applications);
  const wrong = read.ok ? [] : read.problems.filter(({ field }) => draft[field] !== undefined);
  const all = [...problems, ...presetInPreset(preset), ...secretProblems(draft), ...wrong.map(sentence)];
  return all.length === 0 && Object.keys(draft).length === 0
    ? ['A preset holds at least one option of a start, such as `--room room123`.']
    : all;
}

function presetInPreset(preset: string | undefined): string[] {
  return preset === undefined ? [] : ['`--preset` cannot be in a preset: give the options themselves.'];
}

function secretProblems(draft: Draft): string[] {
  return fields
    .filter((field) => fieldDefinitions[field].kind === 'secret' && draft[field] !== undefined)
    .map(
      (field) =>
        `\`--${field}\` cannot be in a preset, since presets are kept and shared: give it with the start.`,
    );
}
