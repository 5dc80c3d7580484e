import type { ModalView } from '@slack/types';
import { isOn } from '../../ingest/shows/run.ts';
import type { ShowRunner } from '../../ingest/shows/runner.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { Shows } from '../../ingest/shows/shows.ts';
import { type Asker, answer, type Opening, type Outcome } from '../answers/asker.ts';
import type { Forms } from '../answers/forms.ts';
import { complaint } from '../blocks/problems.ts';
import {
  exportedShow,
  savedWords,
  showButtons,
  showDetails,
  showLine,
  showSentence,
  unknownShow,
} from '../blocks/shows.ts';
import { message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { writeRows } from '../views/exported-rows.ts';
import { type FilledShow, showForm } from '../views/show-form.ts';
import { type ReadShow, readShow, withReserved } from './read-show.ts';
import type { Place } from './start.ts';
import { postable } from './start.ts';

/** Keeping shows, each thing answered to the person alone. Rights were checked before. What gives a promise throws StoreUnavailable. */
export interface ShowActions {
  /** The form of a new show. */
  form(place: Place): ModalView;
  /** The form filled in with a show. */
  formOf(name: string, place: Place): Promise<ModalView>;
  /** All that is wrong with a form, from memory alone. */
  read(filled: FilledShow): ReadShow;
  save(filled: FilledShow, asker: Asker): Promise<Outcome>;
  list(asker: Asker): Promise<Outcome>;
  /** Opens the form filled in with a show. */
  edit(name: string, by: Opening): Promise<Outcome>;
  copy(name: string, to: string, asker: Asker): Promise<Outcome>;
  delete(name: string, asker: Asker): Promise<Outcome>;
  export(name: string, asker: Asker): Promise<Outcome>;
}

export function createShowActions({
  shows,
  runner,
  forms,
}: {
  shows: Shows;
  runner: Pick<ShowRunner, 'current'>;
  forms: Pick<Forms, 'open'>;
}): ShowActions {
  return {
    form: (place) => showForm(postable(place)),

    async formOf(name, place) {
      const found = await shows.find(name);
      return found.type === 'found'
        ? showForm({ show: found.show })
        : showForm({ ...postable(place), notice: 'That show is no longer there: please fill the form in.' });
    },

    read: (filled) => readShow(filled, shows),

    async save(filled, asker) {
      const given = readShow(filled, shows);
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
      const runs = (await runner.current(saved.show.name))?.rows.some(isOn) === true;
      const next = runs ? 'What is on stays as it is; this counts for what is started next.\n' : '';
      return answer(asker, showDetails(saved.show, `${savedWords(saved.before)} ${next}`));
    },

    async list(asker) {
      const all = await shows.all();
      const none = 'There is no show yet: `/ingest show` opens the form of one.';
      return answer(
        asker,
        all.length === 0 ? message(none) : messageOfLines(all.map((show) => `• ${showLine(show)}`)),
      );
    },

    edit: (name, by) =>
      withShow(name, by, async (show) => {
        await forms.open(by.triggerId, showForm({ show }), by.tell);
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
          ? answer(asker, showDetails(saved.show, 'Copied. '))
          : answer(asker, complaint('Nothing was copied.', problems), 'rejected');
      }),

    delete: (name, asker) =>
      withShow(name, asker, async (show) => {
        const on = (await runner.current(show.name))?.rows.filter(isOn).length ?? 0;
        if (on > 0)
          return answer(
            asker,
            message(
              `Nothing was deleted: ${on} of ${code(show.name)} are on. Stop them first.`,
              showButtons(show.name),
            ),
            'rejected',
          );
        await shows.delete({ name: show.name, by: asker.user });
        return answer(asker, message(`Deleted the show ${code(show.name)}.`));
      }),

    export: (name, asker) =>
      withShow(name, asker, async (show) => {
        const rows = show.rows.map((row) => ({ ...show.defaults, ...row }));
        for (const part of exportedShow(show, writeRows(rows))) await asker.tell(part);
        return 'done';
      }),
  };

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
