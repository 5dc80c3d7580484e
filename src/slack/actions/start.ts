import type { ModalView } from '@slack/types';
import { CannotPost, Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import { type Draft, withoutSecrets } from '../../ingest/fields.ts';
import { newHandle } from '../../ingest/handle.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Presets } from '../../ingest/presets.ts';
import { type Application, type ReadRequest, readRequest, type StartRequest } from '../../ingest/request.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import type { TaskStarter } from '../../ingest/start-task.ts';
import type { DraftStore } from '../../ingest/storage-ports.ts';
import { type Asker, answer, type Invocation, type Outcome } from '../answers/asker.ts';
import { canBeAskedOtherwise, explain } from '../answers/explain.ts';
import { unknownPreset } from '../blocks/presets.ts';
import { draftButtons, problems, sentence, waitingStart } from '../blocks/problems.ts';
import type { Read } from '../command-line/grammar.ts';
import type { StartWords } from '../command-line/start-words.ts';
import { code } from '../format/mrkdwn.ts';
import { type FormErrors, fieldErrors, type StartForm, startForm, toBeChosen } from '../views/start-form.ts';

export interface StartDeps {
  starter: TaskStarter;
  applications: readonly Application[];
  /** Whether sources are looked at here. */
  checks: boolean;
  drafts: DraftStore;
  presets: Pick<Presets, 'find'>;
  tasks: TaskStore;
  logger: Logger;
  random: Random;
}

/** A start that was typed and follows every rule. */
export interface ReadStart {
  draft: Draft;
  request: StartRequest;
}

/** Where a form is opened. */
export type Place = Pick<Asker, 'channel' | 'direct'>;

/** A form that was sent off; its channel is the one to answer in. */
export interface Submission extends Asker {
  draft: Draft;
  viewId: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

/** The ways in which people start streams: command, form, and buttons that open the form. */
export interface Start {
  /**
   * What the words after `start` ask for, with what their preset holds; what is wrong with them comes with the button that
   * opens the form with the rest. Throws StoreUnavailable.
   */
  read(words: StartWords): Promise<Read<ReadStart>>;
  /** Starts what was read. */
  byCommand(read: ReadStart, invocation: Invocation): Promise<Outcome>;
  /** The form with what is known already. */
  form(filled: Pick<StartForm, 'draft' | 'notice'>, place: Place): ModalView;
  /** The form filled in with a kept draft. Throws StoreUnavailable. */
  formOfDraft(draftId: string, place: Place): Promise<ModalView>;
  /** The form filled in with a preset. Throws StoreUnavailable. */
  formOfPreset(name: string, place: Place): Promise<ModalView>;
  /** The form filled in with what a task was asked for. Throws StoreUnavailable. */
  formOfTask(handle: string, place: Place): Promise<ModalView>;
  /** Checks a form from memory alone, so that it can be answered at once. */
  formErrors(draft: Draft): FormErrors;
  /** Starts what a form says. */
  byForm(submission: Submission): Promise<Outcome>;
}

const draftLifeMs = 60 * 60 * 1000;

export function createStart(deps: StartDeps): Start {
  const { starter, applications, checks, drafts, presets, tasks } = deps;

  return {
    async read(words) {
      const { draft, problems: unclear } = await withPreset(words);
      const read = readRequest(draft, applications);
      const wrong = read.ok ? [] : read.problems;
      const worthSaying =
        unclear.length > 0 ? wrong.filter(({ field }) => draft[field] !== undefined) : wrong;
      const sentences = [...unclear, ...worthSaying.map(sentence)];
      if (!read.ok || sentences.length > 0)
        return { ok: false, problems: sentences, buttons: draftButtons(await keep(draft)) };
      return { ok: true, given: { draft, request: read.request } };
    },

    byCommand: (read, invocation) => start({ ...invocation, ...read, requestKey: invocation.triggerId }),

    form: (filled, place) => startForm({ ...filled, ...postable(place), checks }, applications),

    async formOfDraft(draftId, place) {
      return filledIn(await drafts.get(draftId), noLongerKept, place);
    },

    async formOfPreset(name, place) {
      const gone = `The preset ${code(name)} is no longer there: please fill the form in.`;
      const found = await presets.find(name);
      return filledIn(found.type === 'found' ? found.preset.draft : undefined, gone, place);
    },

    async formOfTask(handle, place) {
      return filledIn((await tasks.get(handle))?.draft, noLongerKept, place);
    },

    formErrors(draft) {
      const read = readRequest(draft, applications);
      return read.ok ? undefined : fieldErrors(read.problems);
    },

    async byForm(submission) {
      const { draft, channel, viewId } = submission;
      const read = readRequest(draft, applications);
      if (!read.ok || channel === undefined)
        return answer(submission, problems(wrongIn(read), await keep(draft)), 'rejected');
      return start({ ...submission, channel, request: read.request, requestKey: viewId });
    },
  };

  /** What was given, and of its preset what was not. Throws StoreUnavailable. */
  async function withPreset({
    preset,
    draft,
    problems,
  }: StartWords): Promise<Pick<StartWords, 'draft' | 'problems'>> {
    if (preset === undefined) return { draft, problems };
    const found = await presets.find(preset);
    return found.type === 'found'
      ? { draft: { ...found.preset.draft, ...draft }, problems }
      : { draft, problems: [...problems, unknownPreset(preset, found)] };
  }

  async function start({
    request,
    requestKey,
    ...asked
  }: Omit<Submission, 'viewId' | 'channel'> & {
    channel: string;
    request: StartRequest;
    requestKey: string;
  }): Promise<Outcome> {
    const { draft, user, channel, direct, askedAt, tell } = asked;
    try {
      await starter.start({
        ...{ request, draft, requestedBy: user, requestedAt: askedAt, channel, requestKey },
        waiting: (ms) => void tell(waitingStart(request.room, channel, ms)),
      });
      return 'done';
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      const kept = error instanceof CannotPost ? await keep(draft) : undefined;
      const told = problems([explain(error, deps, { direct })], kept);
      return answer(asked, told, canBeAskedOtherwise(error) ? 'rejected' : 'failed');
    }
  }

  /** The form with the draft; if that is gone, empty and with the sentence that says so. */
  function filledIn(draft: Draft | undefined, gone: string, place: Place): ModalView {
    const where = { ...postable(place), checks };
    if (draft === undefined) return startForm({ draft: {}, notice: gone, ...where }, applications);
    const read = readRequest(draft, applications);
    const wrong = read.ok ? [] : read.problems.filter(({ field }) => draft[field] !== undefined);
    return startForm({ draft, problems: wrong, ...where }, applications);
  }

  /** Keeps a draft for the button that opens the form with it; without the store there is no such button. */
  async function keep(draft: Draft): Promise<string | undefined> {
    const id = newHandle(deps.random) + newHandle(deps.random);
    try {
      await drafts.put(id, withoutSecrets(draft), draftLifeMs);
      return id;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      deps.logger.warn({ error }, 'A draft could not be kept');
      return undefined;
    }
  }
}

/** The settings may have changed since the form was checked. */
function wrongIn(read: ReadRequest): string[] {
  return read.ok ? ['No channel to answer in was chosen.'] : read.problems.map(sentence);
}

const noLongerKept = 'What was typed before is no longer kept: please fill it in again.';

/** Where the form answers unless another channel is chosen: not in direct messages, which are out of the bot's reach. */
function postable({ channel, direct }: Place): Pick<StartForm, 'channel'> {
  if (direct === true) return { channel: toBeChosen };
  return channel !== undefined && /^[CG]/.test(channel) ? { channel } : {};
}
