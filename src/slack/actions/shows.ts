import type { ModalView } from '@slack/types';
import type { Presets } from '../../ingest/presets.ts';
import type { Application } from '../../ingest/request.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import type { ShowRunner } from '../../ingest/shows/runner.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { Shows } from '../../ingest/shows/shows.ts';
import { type Asker, answer, type Opening, type Outcome, replacing } from '../answers/asker.ts';
import { explain } from '../answers/explain.ts';
import type { Forms } from '../answers/forms.ts';
import type { ReadFile } from '../api/files.ts';
import type { GrantedScopes } from '../api/scopes.ts';
import { boardToRead } from '../blocks/board.ts';
import { complaint } from '../blocks/problems.ts';
import { unreadableFile } from '../blocks/rows-file.ts';
import {
  deleteQuestion,
  exportedShow,
  savedSince,
  savedWords,
  sharedRooms,
  showAlone,
  showDetails,
  showLine,
  showSentence,
  stillOn,
  unknownShow,
  whileOn,
} from '../blocks/shows.ts';
import { message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { writeRows } from '../views/exported-rows.ts';
import { type FilledShow, type ShowChoices, showForm } from '../views/show-form.ts';
import { withAttachedRows } from './attached-rows.ts';
import { type ReadShow, readShow, withReserved } from './read-show.ts';
import type { Place } from './start.ts';
import { postable } from './start.ts';

/** Keeping shows, each thing answered to the person alone. Rights were checked before. What gives a promise throws StoreUnavailable. */
export interface ShowActions {
  /** The form of a new show. */
  form(place: Place): Promise<ModalView>;
  /** The form filled in with a show. */
  formOf(name: string, place: Place): Promise<ModalView>;
  /** All that is wrong with a form, its file and preset read too. Does not reject. */
  read(filled: FilledShow): Promise<ReadShow>;
  save(filled: FilledShow, asker: Asker): Promise<Outcome>;
  list(asker: Asker): Promise<Outcome>;
  /** Shows how the rows of a show stand, or what it has if nothing of it was started, to whoever may do nothing to it. */
  look(name: string, asker: Asker): Promise<Outcome>;
  /** Opens the form filled in with a show. */
  edit(name: string, by: Opening): Promise<Outcome>;
  copy(name: string, to: string, asker: Asker): Promise<Outcome>;
  /** Asks whether a show is really to be deleted, of which nothing is on. */
  askToDelete(name: string, asker: Asker): Promise<Outcome>;
  /** Deletes a show as it was asked about, and not one that was saved since. The value is that of the question's button. */
  deleteAsked(value: string, asker: Asker): Promise<Outcome>;
  export(name: string, asker: Asker): Promise<Outcome>;
}

export interface ShowActionsDeps {
  shows: Shows;
  presets: Pick<Presets, 'all' | 'find'>;
  runner: Pick<ShowRunner, 'current' | 'follow' | 'rowsOn'>;
  applications: readonly Application[];
  forms: Pick<Forms, 'open'>;
  scopes: Pick<GrantedScopes, 'has'>;
  readFile: ReadFile;
  logger: Logger;
  random: Random;
  clock: Clock;
}

export function createShowActions(deps: ShowActionsDeps): ShowActions {
  const { shows, presets, runner, forms } = deps;
  return {
    form: async (place) => showForm({ ...postable(place), ...(await choices()) }),

    async formOf(name, place) {
      const found = await shows.find(name);
      const offered = await choices();
      return found.type === 'found'
        ? showForm({ show: found.show, ...offered })
        : showForm({
            ...{ ...postable(place), ...offered },
            notice: 'That show is no longer there: please fill the form in.',
          });
    },

    async read(filled) {
      try {
        const whole = await withAttachedRows(filled, deps);
        if (!whole.ok) return { ok: false, problems: [whole.problem] };
        const result = await readShow(whole.filled, deps);
        // What came from a file stands in no field of the form.
        return result.ok || filled.file === undefined ? result : { ...result, rows: whole.filled };
      } catch (error) {
        return { ok: false, problems: [explain(error, deps)] };
      }
    },

    async save(filled, asker) {
      // It was not read: the person was thought to be none who may save shows.
      if (filled.file !== undefined)
        return answer(
          asker,
          complaint(nothingSaved, [unreadableFile(filled.file.name, 'no-answer')]),
          'rejected',
        );
      const given = await readShow(filled, deps);
      if (!given.ok) return answer(asker, complaint(nothingSaved, given.problems), 'rejected');
      const saved = await shows.save({ ...given.show, by: asker.user });
      if (saved.type === 'refused')
        return answer(
          asker,
          complaint(
            nothingSaved,
            saved.problems.map((each) => showSentence(each, { line: (row) => row + 1 })),
          ),
          'rejected',
        );
      const board = await runner.follow(saved.show);
      const isOn = board !== undefined && (await runner.rowsOn(board)).size > 0;
      const next = isOn ? whileOn(saved.show, board.run) : '';
      const twice = sharedRooms(await shows.sharing(saved.show));
      const { before } = saved;
      const isOlder = filled.opened?.name === saved.show.name && filled.opened.at !== before?.at;
      await answer(asker, showDetails(saved.show, `${savedWords(before, isOlder)} ${next}${twice}`));
      if (before !== undefined && isOlder) await tellRows(before, asker);
      return 'done';
    },

    async list(asker) {
      const all = await shows.all();
      const none = 'There is no show yet: `/ingest show` opens the form of one.';
      return answer(
        asker,
        all.length === 0 ? message(none) : messageOfLines(all.map((show) => `• ${showLine(show)}`)),
      );
    },

    look: (name, asker) =>
      withShow(name, asker, async (show) => {
        const board = await runner.current(show.name);
        return answer(asker, board === undefined ? showAlone(show) : boardToRead(board));
      }),

    edit: (name, by) =>
      withShow(name, by, async (show) => {
        await forms.open(by.triggerId, showForm({ show, ...(await choices()) }), by.tell);
        return 'done';
      }),

    copy: (name, to, asker) =>
      withShow(name, asker, async (show) => {
        const there = await shows.find(to);
        if (there.type === 'found')
          return answer(
            asker,
            message(`Nothing was copied: there is a show ${code(to, 60)} already.`),
            'rejected',
          );
        const copy = { ...show, name: to, by: asker.user };
        const problems = withReserved(copy, shows).map((each) =>
          showSentence(each, { line: (row) => row + 1 }),
        );
        const saved = problems.length === 0 ? await shows.save(copy) : undefined;
        return saved?.type === 'saved'
          ? answer(asker, showDetails(saved.show, `Copied. ${sharedRooms(await shows.sharing(saved.show))}`))
          : answer(asker, complaint('Nothing was copied.', problems), 'rejected');
      }),

    askToDelete: (name, asker) => withUnused(name, asker, (show) => answer(asker, deleteQuestion(show))),

    async deleteAsked(value, asker) {
      const [name = '', at] = value.split(' ');
      const by = replacing(asker);
      return withUnused(name, by, async (show) => {
        if (show.at !== Number(at)) return answer(by, message(savedSince(show)), 'rejected');
        await shows.delete({ name, by: asker.user });
        return answer(by, message(`Deleted the show ${code(name)}.`));
      });
    },

    export: (name, asker) =>
      withShow(name, asker, async (show) => {
        await tellRows(show, asker);
        return 'done';
      }),
  };

  async function tellRows(show: Show, asker: Asker): Promise<void> {
    const rows = show.rows.map((row) => ({ ...show.defaults, ...row }));
    for (const part of exportedShow(show, writeRows(rows))) await asker.tell(part);
  }

  async function choices(): Promise<ShowChoices> {
    return {
      applications: deps.applications,
      presets: (await presets.all()).map(({ name }) => name),
      takesFile: deps.scopes.has('files:read'),
    };
  }

  /** A show of which nothing is on: else its tasks would go on without what stops them all. */
  function withUnused(name: string, asker: Asker, work: (show: Show) => Promise<Outcome>): Promise<Outcome> {
    return withShow(name, asker, async (show) => {
      const board = await runner.current(show.name);
      const on = board === undefined ? 0 : (await runner.rowsOn(board)).size;
      return on === 0 ? work(show) : answer(asker, stillOn(show, on), 'rejected');
    });
  }

  async function withShow(
    name: string,
    asker: Asker,
    work: (show: Show) => Promise<Outcome>,
  ): Promise<Outcome> {
    const found = await shows.find(name);
    return found.type === 'found'
      ? work(found.show)
      : answer(asker, message(unknownShow(name, found)), 'rejected');
  }
}

const nothingSaved = 'Nothing was saved.';
