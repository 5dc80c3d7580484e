import type { ModalView } from '@slack/types';
import { CannotPost, Interrupted, SourceUnfit } from '../../ingest/errors.ts';
import type { Draft } from '../../ingest/fields.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Presets } from '../../ingest/presets.ts';
import { type ReadRequest, readRequest, type StartRequest, type StartRules } from '../../ingest/request.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import type { TaskStarter } from '../../ingest/start-task.ts';
import {
  type Asker,
  answer,
  type Invocation,
  type Opening,
  type Outcome,
  replacing,
} from '../answers/asker.ts';
import { canBeAskedOtherwise, explain } from '../answers/explain.ts';
import { doubtfulStart, heldStart, startedAnyway } from '../blocks/held-start.ts';
import { unknownPreset } from '../blocks/presets.ts';
import { draftButtons, nothingStarted, problems, sentence, waitingStart } from '../blocks/problems.ts';
import type { Read } from '../command-line/grammar.ts';
import type { StartWords } from '../command-line/start-words.ts';
import { type Message, message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { type FormErrors, fieldErrors, type StartForm, startForm, toBeChosen } from '../views/start-form.ts';
import type { KeptDrafts } from './kept-drafts.ts';

export interface StartDeps {
  starter: TaskStarter;
  rules: StartRules;
  drafts: KeptDrafts;
  presets: Pick<Presets, 'find'>;
  tasks: TaskStore;
  logger: Logger;
  clock: Clock;
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
  /** Starts what was held back, once: whoever presses twice is told so. Throws StoreUnavailable. */
  anyway(value: string, by: Opening): Promise<Outcome>;
}

export function createStart(deps: StartDeps): Start {
  const { applications, mayLook: checks } = deps.rules;
  const { starter, rules, drafts, presets, tasks, clock } = deps;

  return {
    async read(words) {
      const { draft, problems: unclear } = await withPreset(words);
      const read = readRequest(draft, rules);
      const wrong = read.ok ? [] : read.problems;
      const worthSaying =
        unclear.length > 0 ? wrong.filter(({ field }) => draft[field] !== undefined) : wrong;
      const sentences = [...unclear, ...worthSaying.map(sentence)];
      if (!read.ok || sentences.length > 0)
        return { ok: false, problems: sentences, buttons: draftButtons(await drafts.keep(draft)) };
      return { ok: true, given: { draft, request: read.request } };
    },

    byCommand: (read, invocation) => start({ ...invocation, ...read, requestKey: invocation.triggerId }),

    form: (filled, place) => startForm({ ...filled, ...postable(place), checks }, applications),

    async formOfDraft(draftId, place) {
      return filledIn(await drafts.find(draftId), noLongerKept, place);
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
      const read = readRequest(draft, rules);
      return read.ok ? undefined : fieldErrors(read.problems);
    },

    async byForm(submission) {
      const { draft, channel, viewId } = submission;
      const read = readRequest(draft, rules);
      if (!read.ok || channel === undefined)
        return answer(submission, problems(wrongIn(read), await drafts.keep(draft)), 'rejected');
      return start({ ...submission, channel, request: read.request, requestKey: viewId });
    },

    async anyway(value, by) {
      const [draftId = '', channel] = value.split(' ');
      const draft = await drafts.findWhole(draftId);
      if (draft === undefined || channel === undefined)
        return answer(replacing(by), message(`${nothingStarted} ${noLongerKept}`), 'rejected');
      const anyway = { ...draft, check: 'off' };
      const read = readRequest(anyway, rules);
      if (!read.ok) return answer(by, problems(wrongIn(read), draftId), 'rejected');
      const { request } = read;
      await replacing(by).tell(startedAnyway(request.room, channel));
      const asked = { ...by, channel, draft: anyway, askedAt: clock() };
      return start({ ...asked, request, requestKey: by.triggerId, again: askedAlready });
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
    again,
    ...asked
  }: Omit<Submission, 'viewId' | 'channel'> & {
    channel: string;
    request: StartRequest;
    requestKey: string;
    /** What is told if this was asked for before; nothing if absent. */
    again?: Message;
  }): Promise<Outcome> {
    const { draft, user, channel, direct, askedAt, tell } = asked;
    try {
      const { kind } = await starter.start({
        ...{ request, draft, requestedBy: user, requestedAt: askedAt, channel, requestKey },
        waiting: (ms) => void tell(waitingStart(request.room, channel, ms)),
        looked(report) {
          const doubts = doubtfulStart(report, request, clock());
          if (doubts !== undefined) void tell(doubts);
        },
      });
      if (kind === 'duplicate' && again !== undefined) await tell(again);
      return 'done';
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      if (error instanceof SourceUnfit) {
        const kept = await drafts.keepWhole(draft);
        const message = heldStart(error, request, clock(), {
          draftId: kept,
          anywayValue: kept && `${kept} ${channel}`,
        });
        return answer(asked, message, 'rejected');
      }
      const kept = error instanceof CannotPost ? await drafts.keep(draft) : undefined;
      const told = problems([explain(error, deps, { direct })], kept);
      return answer(asked, told, canBeAskedOtherwise(error) ? 'rejected' : 'failed');
    }
  }

  /** The form with the draft; if that is gone, empty and with the sentence that says so. */
  function filledIn(draft: Draft | undefined, gone: string, place: Place): ModalView {
    const where = { ...postable(place), checks };
    if (draft === undefined) return startForm({ draft: {}, notice: gone, ...where }, applications);
    const read = readRequest(draft, rules);
    const wrong = read.ok ? [] : read.problems.filter(({ field }) => draft[field] !== undefined);
    return startForm({ draft, problems: wrong, ...where }, applications);
  }
}

/** The settings may have changed since the form was checked. */
function wrongIn(read: ReadRequest): string[] {
  return read.ok ? ['No channel to answer in was chosen.'] : read.problems.map(sentence);
}

const askedAlready = message('That was asked for already, once: look at its card.');

const noLongerKept = 'What was typed before is no longer kept: please fill it in again.';

/** Where the form answers unless another channel is chosen: not in direct messages, which are out of the bot's reach. */
export function postable({ channel, direct }: Place): Pick<StartForm, 'channel'> {
  if (direct === true) return { channel: toBeChosen };
  return channel !== undefined && /^[CG]/.test(channel) ? { channel } : {};
}
