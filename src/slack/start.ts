import type { ModalView } from '@slack/types';
import type { Access, Refusal } from '../ingest/access.ts';
import { CannotPost, type Problem, StoreUnavailable } from '../ingest/errors.ts';
import { type Draft, withoutSecrets } from '../ingest/fields.ts';
import { newHandle } from '../ingest/handle.ts';
import type { DraftStore, Journal, Random, TaskStore } from '../ingest/ports.ts';
import { type Application, readRequest, type StartRequest } from '../ingest/request.ts';
import type { IngestService } from '../ingest/service.ts';
import { problems, sentence } from './blocks/problems.ts';
import { refusal } from './blocks/refusal.ts';
import { readStartWords } from './commands/start-words.ts';
import type { Invocation } from './commands/table.ts';
import { explain } from './errors.ts';
import type { Forms } from './forms.ts';
import type { Tell } from './reply.ts';
import { notice } from './views/notice.ts';
import { channelBlock, fieldError, startForm } from './views/start-form.ts';

export interface StartDeps {
  service: IngestService;
  access: Access;
  applications: readonly Application[];
  drafts: DraftStore;
  tasks: TaskStore;
  forms: Forms;
  journal: Journal;
  random: Random;
}

/** A form that was sent off. */
export interface Submission {
  user: string;
  draft: Draft;
  channel: string | undefined;
  viewId: string;
  tell: Tell;
}

export type SubmissionAnswer =
  /** What is wrong, by the block that it belongs to; the form stays open. */
  | { errors: Record<string, string> }
  /** What is left to do once the form has closed. */
  | { go: () => Promise<void> };

export interface Start {
  /** Starts what the words after `start` say; without words it opens the form. */
  byCommand(words: readonly string[], invocation: Invocation): Promise<void>;
  /** Opens an empty form. */
  openForm(invocation: Invocation): Promise<void>;
  /** Opens the form filled in with a kept draft. */
  openDraft(draftId: string, invocation: Invocation): Promise<void>;
  /** Opens the form filled in with what a task was asked for. */
  editAndRetry(handle: string, invocation: Invocation): Promise<void>;
  /** Checks a form from memory alone, so that it can be answered at once. */
  submitted(submission: Submission): SubmissionAnswer;
}

const draftLifeMs = 60 * 60 * 1000;

/** The ways in which people start streams: command, form, and buttons that open the form. Each checks rights. */
export function createStart(deps: StartDeps): Start {
  const { service, access, applications, drafts, tasks, forms } = deps;

  return {
    async byCommand(words, invocation) {
      if (words.length === 0) return openForm(invocation);
      const { user, channel, tell } = invocation;
      const decision = await access.check(user, channel);
      if (!decision.allowed) return tell(refused(decision.refusal));
      const { draft, problems: unclear } = readStartWords(words);
      const read = readRequest(draft, applications);
      const wrong = read.ok ? [] : read.problems;
      const worthSaying =
        unclear.length > 0 ? wrong.filter(({ field }) => draft[field] !== undefined) : wrong;
      const sentences = [...unclear, ...worthSaying.map(sentence)];
      if (!read.ok || sentences.length > 0) return tell(problems(sentences, await keep(draft)));
      return start(read.request, { draft, user, channel, requestKey: invocation.triggerId, tell });
    },

    openForm,

    openDraft: (draftId, invocation) => openFilledIn(invocation, () => drafts.get(draftId)),

    editAndRetry: (handle, invocation) =>
      openFilledIn(invocation, async () => (await tasks.get(handle))?.draft),

    submitted({ user, draft, channel, viewId, tell }) {
      if (channel === undefined) return { errors: { [channelBlock]: 'Choose the channel to answer in.' } };
      const known = access.now(user, channel);
      if (known?.allowed === false && known.refusal.reason === 'channel') {
        return { errors: { [channelBlock]: 'The bot may not be used in this channel: choose another.' } };
      }
      const read = readRequest(draft, applications);
      if (!read.ok) return { errors: errorsByBlock(read.problems) };
      return {
        go: async () => {
          const decision = await access.check(user, channel);
          if (!decision.allowed) return tell(refused(decision.refusal));
          return start(read.request, { draft, user, channel, requestKey: viewId, tell });
        },
      };
    },
  };

  async function openForm({ user, channel, triggerId, tell }: Invocation): Promise<void> {
    const known = access.now(user, channel);
    if (known !== undefined && !known.allowed) return tell(refused(known.refusal));
    const form = startForm({ draft: {}, ...postable(channel) }, applications);
    return forms.open(
      triggerId,
      known === undefined ? ifAllowed(user, channel, async () => form) : form,
      tell,
    );
  }

  async function start(
    request: StartRequest,
    asked: { draft: Draft; user: string; channel: string; requestKey: string; tell: Tell },
  ): Promise<void> {
    const { draft, user, channel, requestKey, tell } = asked;
    try {
      await service.start({ request, draft, requestedBy: user, channel, requestKey });
    } catch (error) {
      await tell(
        problems([explain(error, deps)], error instanceof CannotPost ? await keep(draft) : undefined),
      );
    }
  }

  function openFilledIn(
    { user, channel, triggerId, tell }: Invocation,
    look: () => Promise<Draft | undefined>,
  ) {
    const form = ifAllowed(user, channel, async () => filledIn(await look(), channel));
    return forms.open(triggerId, form, tell);
  }

  function filledIn(draft: Draft | undefined, channel: string): ModalView {
    if (draft === undefined) {
      const sorry = 'What was typed before is no longer kept: please fill it in again.';
      return startForm({ draft: {}, notice: sorry, ...postable(channel) }, applications);
    }
    const read = readRequest(draft, applications);
    const wrong = read.ok ? [] : read.problems.filter(({ field }) => draft[field] !== undefined);
    return startForm({ draft, problems: wrong, ...postable(channel) }, applications);
  }

  /** The form, or in its place the reason why there is none. Does not reject. */
  async function ifAllowed(
    user: string,
    channel: string,
    form: () => Promise<ModalView>,
  ): Promise<ModalView> {
    try {
      const decision = await access.check(user, channel);
      return decision.allowed ? await form() : notice(refused(decision.refusal).text);
    } catch (error) {
      return notice(explain(error, deps));
    }
  }

  /** Keeps a draft for the button that opens the form with it; without the store there is no such button. */
  async function keep(draft: Draft): Promise<string | undefined> {
    const id = newHandle(deps.random) + newHandle(deps.random);
    try {
      await drafts.put(id, withoutSecrets(draft), draftLifeMs);
      return id;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      deps.journal.warn({ error }, 'A draft could not be kept');
      return undefined;
    }
  }

  function refused(reason: Refusal) {
    return refusal(reason, access.helpers);
  }
}

/** Direct messages between people are out of the bot's reach, so the form does not start there. */
function postable(channel: string): { channel?: string } {
  return /^[CG]/.test(channel) ? { channel } : {};
}

function errorsByBlock(wrong: readonly Problem[]): Record<string, string> {
  return Object.fromEntries(wrong.map((problem) => [problem.field, fieldError(problem)]));
}
