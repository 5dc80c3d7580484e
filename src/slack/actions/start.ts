import type { ModalView } from '@slack/types';
import type { Access, Refusal } from '../../ingest/access.ts';
import { CannotPost, Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import { type Draft, withoutSecrets } from '../../ingest/fields.ts';
import { newHandle } from '../../ingest/handle.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import { type Application, type ReadRequest, readRequest, type StartRequest } from '../../ingest/request.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import type { TaskStarter } from '../../ingest/start-task.ts';
import type { DraftStore, PresetStore } from '../../ingest/storage-ports.ts';
import { answer, type Invocation, type Opening, type Outcome } from '../answers/asker.ts';
import { formIfMay } from '../answers/authorize.ts';
import { canBeAskedOtherwise, explain } from '../answers/explain.ts';
import type { Forms } from '../answers/forms.ts';
import type { Tell } from '../answers/reply.ts';
import { problems, sentence, waitingStart } from '../blocks/problems.ts';
import { refusal } from '../blocks/refusal.ts';
import { readStartWords, type StartWords } from '../command-line/start-words.ts';
import type { Word } from '../command-line/typed-text.ts';
import { code } from '../format/mrkdwn.ts';
import { notice } from '../views/notice.ts';
import {
  channelBlock,
  type FormErrors,
  fieldErrors,
  type StartForm,
  startForm,
  toBeChosen,
} from '../views/start-form.ts';
import { findPreset } from './find-preset.ts';

export interface StartDeps {
  starter: TaskStarter;
  access: Access;
  applications: readonly Application[];
  drafts: DraftStore;
  presets: PresetStore;
  tasks: TaskStore;
  forms: Forms;
  logger: Logger;
  random: Random;
}

/** A form that was sent off. */
export interface Submission {
  user: string;
  draft: Draft;
  channel: string | undefined;
  /** Whether the channel is one of direct messages. */
  direct?: boolean | undefined;
  viewId: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
  tell: Tell;
}

export interface Start {
  /** Starts what the words after `start` say; without words it opens the form. */
  byCommand(words: readonly Word[], invocation: Invocation): Promise<Outcome>;
  /** Opens an empty form. */
  openForm(opening: Opening): Promise<Outcome>;
  /** Opens the form with what is known already; in its place the reason, where the person may not start. */
  openWith(form: Pick<StartForm, 'draft' | 'notice'>, opening: Opening): Promise<Outcome>;
  /** Opens the form filled in with a kept draft. */
  openDraft(draftId: string, opening: Opening): Promise<Outcome>;
  /** Opens the form filled in with a preset. */
  openPreset(name: string, opening: Opening): Promise<Outcome>;
  /** Opens the form filled in with what a task was asked for. */
  editAndRetry(handle: string, opening: Opening): Promise<Outcome>;
  /** Checks a form from memory alone, so that it can be answered at once. */
  formErrors(submission: Pick<Submission, 'user' | 'draft' | 'channel'>): FormErrors;
  /** Starts what a form says. */
  byForm(submission: Submission): Promise<Outcome>;
}

const draftLifeMs = 60 * 60 * 1000;

/** The ways in which people start streams: command, form, and buttons that open the form. Each checks rights. */
export function createStart(deps: StartDeps): Start {
  const { starter, access, applications, drafts, presets, tasks, forms } = deps;

  return {
    async byCommand(words, invocation) {
      if (words.length === 0) return openForm(invocation);
      const { user, channel, direct, tell } = invocation;
      const decision = await access.check(user, channel);
      if (!decision.allowed) return answer(invocation, refused(decision.refusal), 'denied');
      const { draft, problems: unclear } = await withPreset(readStartWords(words));
      const read = readRequest(draft, applications);
      const wrong = read.ok ? [] : read.problems;
      const worthSaying =
        unclear.length > 0 ? wrong.filter(({ field }) => draft[field] !== undefined) : wrong;
      const sentences = [...unclear, ...worthSaying.map(sentence)];
      if (!read.ok || sentences.length > 0)
        return answer(invocation, problems(sentences, await keep(draft)), 'rejected');
      const { triggerId: requestKey, askedAt } = invocation;
      return start(read.request, { draft, user, channel, direct, requestKey, askedAt, tell });
    },

    openForm,
    openWith,

    openDraft: (draftId, opening) => openFilledIn(opening, () => drafts.get(draftId)),

    openPreset: (name, opening) =>
      openFilledIn(
        opening,
        async () => (await presets.get(name))?.draft,
        `The preset ${code(name)} is no longer there: please fill the form in.`,
      ),

    editAndRetry: (handle, opening) => openFilledIn(opening, async () => (await tasks.get(handle))?.draft),

    formErrors({ user, draft, channel }) {
      if (channel === undefined) return { [channelBlock]: 'Choose the channel to answer in.' };
      const known = access.now(user, channel);
      if (known?.allowed === false && known.refusal.reason === 'channel') {
        return { [channelBlock]: 'The bot may not be used in this channel: choose another.' };
      }
      const read = readRequest(draft, applications);
      return read.ok ? undefined : fieldErrors(read.problems);
    },

    async byForm({ user, draft, channel, direct, viewId, askedAt, tell }) {
      const read = readRequest(draft, applications);
      if (!read.ok || channel === undefined)
        return answer({ tell }, problems(wrongIn(read), await keep(draft)), 'rejected');
      const decision = await access.check(user, channel);
      if (!decision.allowed) return answer({ tell }, refused(decision.refusal), 'denied');
      return start(read.request, { draft, user, channel, direct, requestKey: viewId, askedAt, tell });
    },
  };

  /** What was given, and of its preset what was not. Throws StoreUnavailable. */
  async function withPreset({
    preset,
    draft,
    problems,
  }: StartWords): Promise<Pick<StartWords, 'draft' | 'problems'>> {
    if (preset === undefined) return { draft, problems };
    const sought = await findPreset(presets, preset);
    return sought.found
      ? { draft: { ...sought.preset.draft, ...draft }, problems }
      : { draft, problems: [...problems, sought.sentence] };
  }

  async function openForm(opening: Opening): Promise<Outcome> {
    const known = access.now(opening.user, opening.channel);
    if (known?.allowed === false) return answer(opening, refused(known.refusal), 'denied');
    return openWith({ draft: {} }, opening);
  }

  async function openWith(
    filled: Pick<StartForm, 'draft' | 'notice'>,
    { user, channel, direct, triggerId, tell }: Opening,
  ): Promise<Outcome> {
    const form = startForm({ ...filled, ...postable({ channel, direct }) }, applications);
    const known = access.now(user, channel);
    if (known === undefined)
      await forms.open(
        triggerId,
        formIfMay(deps, { user, channel }, async () => form),
        tell,
      );
    else await forms.open(triggerId, known.allowed ? form : notice(refused(known.refusal).text), tell);
    return 'done';
  }

  async function start(
    request: StartRequest,
    asked: Omit<Submission, 'viewId' | 'channel'> & { channel: string; requestKey: string },
  ): Promise<Outcome> {
    const { draft, user, channel, direct, requestKey, askedAt, tell } = asked;
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
      return answer({ tell }, told, canBeAskedOtherwise(error) ? 'rejected' : 'failed');
    }
  }

  async function openFilledIn(
    { user, channel, direct, triggerId, tell }: Opening,
    look: () => Promise<Draft | undefined>,
    gone = 'What was typed before is no longer kept: please fill it in again.',
  ): Promise<Outcome> {
    const form = formIfMay(deps, { user, channel }, async () =>
      filledIn(await look(), gone, postable({ channel, direct })),
    );
    await forms.open(triggerId, form, tell);
    return 'done';
  }

  /** The form with the draft; where that is gone, empty and with the sentence that says so. */
  function filledIn(draft: Draft | undefined, gone: string, where: Pick<StartForm, 'channel'>): ModalView {
    if (draft === undefined) {
      return startForm({ draft: {}, notice: gone, ...where }, applications);
    }
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

  function refused(reason: Refusal) {
    return refusal(reason, access.helpers);
  }
}

/** The settings may have changed since the form was checked. */
function wrongIn(read: ReadRequest): string[] {
  return read.ok ? ['No channel to answer in was chosen.'] : read.problems.map(sentence);
}

/** Where the form answers unless another channel is chosen: not in direct messages, which are out of the bot's reach. */
function postable({ channel, direct }: Pick<Opening, 'channel' | 'direct'>): Pick<StartForm, 'channel'> {
  if (direct === true) return { channel: toBeChosen };
  return channel !== undefined && /^[CG]/.test(channel) ? { channel } : {};
}
