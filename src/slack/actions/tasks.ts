import type { ModalView } from '@slack/types';
import type { Access } from '../../ingest/access.ts';
import { readAdjustment } from '../../ingest/adjustment.ts';
import type { Adjustment, Control, ControlResult } from '../../ingest/control.ts';
import { GatewayError } from '../../ingest/errors.ts';
import type { Draft } from '../../ingest/fields.ts';
import { findTask } from '../../ingest/find.ts';
import type { HistoryStore, TaskStore } from '../../ingest/ports.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import { isRunning, type Task } from '../../ingest/task.ts';
import { type Asker, answer, type Outcome } from '../answers/asker.ts';
import { formIfMay, ifMay } from '../answers/authorize.ts';
import type { Forms } from '../answers/forms.ts';
import { stopAllButton } from '../blocks/card.ts';
import { controlAnswer, isRoom, nameOf, notFound, type Verb } from '../blocks/control-answers.ts';
import { answerLine, historyPage, listPage, pageSize, taskDetails, taskLine } from '../blocks/task-lines.ts';
import { explained } from '../blocks/thread-news.ts';
import { type Message, message, messageOfLines } from '../format/message.ts';
import { timeToTheSecond } from '../format/mrkdwn.ts';
import { adjustForm } from '../views/adjust-form.ts';
import { notice } from '../views/notice.ts';
import { type FormErrors, fieldErrors } from '../views/start-form.ts';

export interface TaskDeskDeps {
  control: Control;
  tasks: TaskStore;
  history: HistoryStore;
  access: Access;
  forms: Forms;
  logger: Logger;
  random: Random;
  clock: Clock;
}

/** Everything that people do with tasks after the start, by command or by button. */
export type TaskDesk = ReturnType<typeof createTaskDesk>;

/** What needs nothing but its name to be done. */
export type PlainVerb = Exclude<Verb, 'update'>;

/** Something that a person wants done to a task. */
export type Order = { verb: PlainVerb } | { verb: 'update'; adjustment: Adjustment };

/** Which tasks a list shows. */
export type List = 'running' | 'over' | 'history';

export function createTaskDesk(deps: TaskDeskDeps) {
  const { control, tasks, history, access, forms, clock } = deps;

  /** Finds the task that somebody named, or tells them why there is none. */
  async function named(text: string, asker: Asker): Promise<Task | undefined> {
    const found = await findTask(text, tasks);
    if (found.found === 'one') return found.task;
    const there = found.found === 'none' ? (await tasks.active()).filter(({ room }) => room.id === text) : [];
    await asker.tell(message(there.length > 0 ? isRoom(text, there) : notFound(text, found)));
    return undefined;
  }

  function perform(order: Order, task: Task, by: string): Promise<ControlResult> {
    return order.verb === 'update'
      ? control.update(task, by, order.adjustment)
      : control[order.verb](task, by);
  }

  /** Tells the person what came of it; `quietly` where the thread says it to everybody who is there. */
  async function act(order: Order, task: Task, asker: Asker, quietly: boolean): Promise<Outcome> {
    const result = await perform(order, task, asker.user);
    if (quietly && result.outcome === 'done') return 'done';
    return answer(asker, message(controlAnswer(order.verb, result)), outcomeOf(result));
  }

  async function status(name: string, asker: Asker): Promise<Outcome> {
    const task = await named(name, asker);
    if (task === undefined) return 'rejected';
    try {
      const checked = await control.check(task);
      const at = clock();
      return await answer(asker, taskDetails(checked.task, at, answerLine(checked, at)));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const known = taskDetails(task, clock());
      const last = control.lastAnswer(task);
      const before = last === undefined ? '' : ` TRTC last said that it runs at ${timeToTheSecond(last)}.`;
      const warning = `⚠️ TRTC did not say whether it still runs; this is what the bot knows.${before}\n${explained(error, task.draft.url)}`;
      return answer(asker, { ...known, blocks: [...message(warning).blocks, ...known.blocks] });
    }
  }

  /** Stops several tasks at once, and says what came of each. */
  async function stopEach(chosen: readonly Task[], asker: Asker): Promise<Outcome> {
    const [only, ...more] = chosen;
    if (only !== undefined && more.length === 0) return act({ verb: 'stop' }, only, asker, false);
    const results = await Promise.all(chosen.map((task) => control.stop(task, asker.user)));
    const done = results.filter((result) => result.outcome === 'done').length;
    const rest = results.filter((result) => result.outcome !== 'done');
    return answer(
      asker,
      messageOfLines([
        `${done === chosen.length ? '✅' : '⚠️'} ${done} of ${chosen.length} stopped; the thread of each says so.`,
        ...rest.map((result) => `• ${controlAnswer('stop', result)}`),
      ]),
    );
  }

  return {
    /** Does something to the task that was named in a command. */
    async byName(order: Order, name: string, asker: Asker): Promise<Outcome> {
      const task = await named(name, asker);
      return task === undefined ? 'rejected' : act(order, task, asker, false);
    },

    /** Does something to the task whose button was pressed. */
    byButton(verb: PlainVerb, handle: string, asker: Asker): Promise<Outcome> {
      return ifMay(access, asker, 'operator', async () => {
        const task = await named(handle, asker);
        return task === undefined ? 'rejected' : act({ verb }, task, asker, true);
      });
    },

    status,

    statusByButton(handle: string, asker: Asker): Promise<Outcome> {
      return ifMay(access, asker, 'viewer', () => status(handle, asker));
    },

    stopEach,

    /** What runs in a room, what else is not over there, and in which rooms something runs. */
    async lookInto(room: string) {
      const active = await tasks.active();
      const there = active.filter((task) => task.room.id === room);
      return {
        running: there.filter(isRunning),
        others: there.filter((task) => !isRunning(task)),
        rooms: [...new Set(active.filter(isRunning).map((task) => task.room.id))],
      };
    },

    /** Whether a task is called so, or begins so. */
    isTask: async (text: string): Promise<boolean> => (await findTask(text, tasks)).found !== 'none',

    named,

    /** Asks whether everything that runs now is really to be stopped. */
    async askToStopAll(asker: Asker): Promise<Outcome> {
      const running = (await tasks.active()).filter(isRunning);
      if (running.length === 0) return answer(asker, message('Nothing runs, so there is nothing to stop.'));
      const count = running.length;
      const shown = running.slice(0, pageSize).map(lineNow());
      const more = count > pageSize ? [`… and ${count - pageSize} more`] : [];
      const lines = [`*${count} running*`, ...shown, ...more];
      return answer(asker, messageOfLines(lines, [stopAllButton(count, clock())]));
    },

    /** Stops what ran when it was asked about, not what was started since. `askedAt` is in ms since the epoch. */
    stopAll(askedAt: string, asker: Asker): Promise<Outcome> {
      return ifMay(access, asker, 'operator', async () => {
        const inPlace = replacing(asker);
        const then = Number(askedAt);
        const chosen = (await tasks.active()).filter((task) => isRunning(task) && task.state.since <= then);
        if (chosen.length === 0) return answer(inPlace, message('None of them runs any more.'));
        return stopEach(chosen, inPlace);
      });
    },

    list: page,

    /** Shows the page that a button names: the list and where it begins. */
    turnPage(value: string, asker: Asker): Promise<Outcome> {
      return ifMay(access, asker, 'viewer', async () => {
        const [list = '', from = ''] = value.split(' ');
        const shown = await page(isList(list) ? list : 'running', /^\d{1,9}$/.test(from) ? Number(from) : 0);
        return answer(replacing(asker), shown);
      });
    },

    /** Opens the form with volume and speed of a running task. */
    async openAdjust(handle: string, triggerId: string, asker: Asker): Promise<Outcome> {
      await forms.open(triggerId, adjustFormFor(handle, asker), asker.tell);
      return 'done';
    },

    /** Checks the form from memory alone, so that it can be answered at once. */
    adjustErrors(fields: Draft): FormErrors {
      const read = readAdjustment(fields);
      if (!read.ok) return fieldErrors(read.problems);
      return Object.keys(fields).length === 0 ? { volume: 'Give a volume or a speed.' } : undefined;
    },

    /** Changes what the form says. */
    adjust(handle: string, fields: Draft, asker: Asker): Promise<Outcome> {
      return ifMay(access, asker, 'operator', async () => {
        const read = readAdjustment(fields);
        const task = await named(handle, asker);
        if (task === undefined || !read.ok) return 'rejected';
        return act({ verb: 'update', adjustment: read.adjustment }, task, asker, true);
      });
    },
  };

  function adjustFormFor(handle: string, asker: Asker): Promise<ModalView> {
    return formIfMay(deps, asker, async () => {
      const task = await tasks.get(handle);
      if (task !== undefined && isRunning(task)) return adjustForm(task);
      return notice(`${task ? nameOf(task) : 'The task'} does not run any more.`);
    });
  }

  function lineNow(): (task: Task) => string {
    const at = clock();
    return (task) => taskLine(task, at);
  }

  async function page(list: List, offset = 0): Promise<Message> {
    if (list === 'history') return historyPage(await history.page(offset, pageSize), offset);
    if (list === 'over') {
      const { items, total } = await tasks.over(offset, pageSize);
      return listPage({
        heading: 'Ended',
        empty: 'No task has ended yet.',
        lines: items.map(lineNow()),
        offset,
        total,
        list,
      });
    }
    const active = (await tasks.active()).toReversed();
    const lines = active.slice(offset, offset + pageSize).map(lineNow());
    const empty = 'Nothing runs. `/ingest list --all` shows what has ended.';
    return listPage({ heading: 'Running', empty, lines, offset, total: active.length, list });
  }
}

function isList(text: string): text is List {
  return text === 'running' || text === 'over' || text === 'history';
}

/** The same asker, whom the answer reaches in place of the message whose button was pressed. */
function replacing(asker: Asker): Asker {
  return { ...asker, tell: (said) => asker.tell(said, { replace: true }) };
}

function outcomeOf({ outcome }: ControlResult): Outcome {
  return outcome === 'not-now' ? 'rejected' : outcome;
}
