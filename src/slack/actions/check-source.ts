import type { TaskStore } from '../../ingest/ports.ts';
import { isPresetName } from '../../ingest/preset.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { SourceChecks } from '../../ingest/source-check.ts';
import { endsAt } from '../../ingest/task-times.ts';
import { type Asker, answer, type Outcome } from '../answers/asker.ts';
import { askedCheck } from '../blocks/source-report.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { taskNamed } from './find-task.ts';

/** What is to be looked at: a URL, or what a preset or a task of that name has for one. */
export type Checkable = { what: 'url'; url: string; plannedEnd?: undefined } | { what: 'name'; name: string };

export interface CheckSource {
  /** Whether a preset is called so. Throws StoreUnavailable. */
  isPreset(name: string): Promise<boolean>;
  /** Looks, and tells the person alone what was seen. A preset goes before a task. Throws StoreUnavailable. */
  check(given: Checkable, by: Asker): Promise<Outcome>;
}

export function createCheckSource(deps: {
  checks: SourceChecks;
  presets: Pick<Presets, 'find'>;
  tasks: TaskStore;
  clock: Clock;
}): CheckSource {
  const { checks, presets, tasks, clock } = deps;

  async function presetNamed(name: string) {
    const found = isPresetName(name) ? await presets.find(name) : undefined;
    return found?.type === 'found' ? found.preset : undefined;
  }

  /** Of a task also when it ends. */
  async function sourceNamed(
    name: string,
    by: Asker,
  ): Promise<{ url?: string | undefined; plannedEnd?: number | undefined } | undefined> {
    const preset = await presetNamed(name);
    if (preset !== undefined) return { url: preset.draft.url };
    const task = await taskNamed(name, tasks, by);
    return task && { url: task.draft.url, plannedEnd: endsAt(task) };
  }

  return {
    isPreset: async (name) => (await presetNamed(name)) !== undefined,

    async check(given, by) {
      const source = given.what === 'url' ? given : await sourceNamed(given.name, by);
      // That there is no such task was told.
      if (source === undefined) return 'rejected';
      const { url, plannedEnd } = source;
      if (url === undefined)
        return answer(
          by,
          message(`Nothing was checked. ${code(given.what === 'name' ? given.name : '')} has no URL.`),
          'rejected',
        );
      const asked = await checks.check(url, by.user, plannedEnd);
      return answer(by, askedCheck(asked, url, clock()), asked.type === 'checked' ? 'done' : 'rejected');
    },
  };
}
