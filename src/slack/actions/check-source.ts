import type { ModalView } from '@slack/types';
import type { Draft } from '../../ingest/fields.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import { isPresetName } from '../../ingest/preset.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { SourceChecks } from '../../ingest/source-check.ts';
import { urlFault } from '../../ingest/stream-url.ts';
import { endsAt } from '../../ingest/task-times.ts';
import { fieldProblem } from '../../ingest/what-is-wrong.ts';
import { type Asker, answer, type Outcome } from '../answers/asker.ts';
import { askedCheck } from '../blocks/source-report.ts';
import { fieldWords } from '../format/field-words.ts';
import { message } from '../format/message.ts';
import { code, escapeText } from '../format/mrkdwn.ts';
import { ruleOf } from '../format/rules.ts';
import { framed, notice, ofCheck } from '../views/notice.ts';
import { taskNamed } from './find-task.ts';

/** What is to be looked at: a URL, or what a preset or a task of that name has for one. */
export type Checkable = { what: 'url'; url: string; plannedEnd?: undefined } | { what: 'name'; name: string };

export interface CheckSource {
  /** Whether a preset is called so. Throws StoreUnavailable. */
  isPreset(name: string): Promise<boolean>;
  /** Looks, and tells the person alone what was seen. A preset goes before a task. Throws StoreUnavailable. */
  check(given: Checkable, by: Asker): Promise<Outcome>;
  /** The same for the task whose button was pressed. Throws StoreUnavailable. */
  checkTask(handle: string, by: Asker): Promise<Outcome>;
  /** Looks at the URL that stands in a form; gives what was seen, to be laid over the form. Does not reject. */
  checkForm(draft: Draft, by: Pick<Asker, 'user'>): Promise<ModalView>;
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

  return {
    isPreset: async (name) => (await presetNamed(name)) !== undefined,

    async check(given, by) {
      if (given.what === 'url') return lookFor(given.url, by);
      const { name } = given;
      const preset = await presetNamed(name);
      return preset === undefined ? checkTask(name, by) : lookAt(name, preset.draft, by);
    },

    checkTask,

    async checkForm(draft, { user }) {
      const { url } = draft;
      if (url === undefined || urlFault(url) !== undefined) {
        const rule = escapeText(ruleOf(fieldProblem('url', draft)));
        return notice(`Nothing was checked. *${fieldWords.url.label}* ${rule}.`, ofCheck);
      }
      return framed(askedCheck(await checks.check(url, user), url, clock()).blocks, ofCheck);
    },
  };

  async function checkTask(name: string, by: Asker): Promise<Outcome> {
    const task = await taskNamed(name, tasks, by);
    // That there is no such task was told.
    return task === undefined ? 'rejected' : lookAt(name, task.draft, by, endsAt(task));
  }

  /** `plannedEnd` is when what is played ends, in ms since the epoch. */
  function lookAt(name: string, { url }: Draft, by: Asker, plannedEnd?: number): Promise<Outcome> {
    return url === undefined
      ? answer(by, message(`Nothing was checked. ${code(name)} has no URL.`), 'rejected')
      : lookFor(url, by, plannedEnd);
  }

  async function lookFor(url: string, by: Asker, plannedEnd?: number): Promise<Outcome> {
    const asked = await checks.check(url, by.user, plannedEnd);
    return answer(by, askedCheck(asked, url, clock()), asked.type === 'checked' ? 'done' : 'rejected');
  }
}
