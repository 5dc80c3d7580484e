import type { HistoryStore, TaskStore } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import { type Asker, answer, type Outcome, replacing } from '../answers/asker.ts';
import { historyPage, listPage, pageSize, taskLine } from '../blocks/task-lines.ts';
import type { Message } from '../format/message.ts';

export interface ListsDeps {
  tasks: TaskStore;
  history: HistoryStore;
  clock: Clock;
}

/** What a list shows. */
export type List = 'running' | 'over' | 'history';

export interface Lists {
  /** The first page of a list, the newest first. Throws StoreUnavailable. */
  first(list: List): Promise<Message>;
  /** Shows the page that a button names, the list and where it begins, in place of the page that it stands below. Throws StoreUnavailable. */
  turnPage(value: string, asker: Asker): Promise<Outcome>;
}

export function createLists({ tasks, history, clock }: ListsDeps): Lists {
  return {
    first: (list) => page(list, 0),

    async turnPage(value, asker) {
      const [list = '', from = ''] = value.split(' ');
      const shown = await page(isList(list) ? list : 'running', /^\d{1,9}$/.test(from) ? Number(from) : 0);
      return answer(replacing(asker), shown);
    },
  };

  /** `offset` is the number of lines before the page. */
  async function page(list: List, offset: number): Promise<Message> {
    const at = clock();
    switch (list) {
      case 'history':
        return historyPage(await history.page(offset, pageSize), offset);
      case 'over': {
        const { items, total } = await tasks.over(offset, pageSize);
        const lines = items.map((task) => taskLine(task, at));
        return listPage({ heading: 'Ended', empty: 'No task has ended yet.', lines, offset, total, list });
      }
      case 'running': {
        const active = (await tasks.active()).toReversed();
        const lines = active.slice(offset, offset + pageSize).map((task) => taskLine(task, at));
        const empty = 'Nothing runs. `/ingest list --all` shows what has ended.';
        return listPage({ heading: 'Running', empty, lines, offset, total: active.length, list });
      }
    }
  }
}

function isList(text: string): text is List {
  return text === 'running' || text === 'over' || text === 'history';
}
