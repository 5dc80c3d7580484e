import type { ModalView } from '@slack/types';
import { type ReadAdjustment, readAdjustment } from '../../ingest/adjustment.ts';
import type { Adjustment, Control, ControlResult } from '../../ingest/control.ts';
import { GatewayError } from '../../ingest/errors.ts';
import type { Draft } from '../../ingest/fields.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { StartRules } from '../../ingest/request.ts';
import type { Clock } from '../../ingest/runtime.ts';
import { isRunning, type Task } from '../../ingest/task.ts';
import { type Asker, answer, type Opening, type Outcome } from '../answers/asker.ts';
import { controlAnswer, nameOf, type Verb, waitsForStarts } from '../blocks/control-answers.ts';
import { answerLine, taskDetails } from '../blocks/task-lines.ts';
import { explained } from '../blocks/thread-news.ts';
import { message } from '../format/message.ts';
import { timeToTheSecond } from '../format/mrkdwn.ts';
import { adjustForm } from '../views/adjust-form.ts';
import { notice } from '../views/notice.ts';
import { type FormErrors, fieldErrors } from '../views/start-form.ts';
import { taskNamed } from './find-task.ts';

export interface TaskActionsDeps {
  control: Control;
  tasks: TaskStore;
  rules: Pick<StartRules, 'mayPull' | 'mayLook'>;
  clock: Clock;
}

/** What needs nothing but its name to be done. */
export type PlainVerb = Exclude<Verb, 'update'>;

/** Something that a person wants done to a task. */
export type Order = { verb: PlainVerb } | { verb: 'update'; adjustment: Adjustment };

/** What people do with one task after its start. What gives a promise throws StoreUnavailable. */
export interface TaskActions {
  /** Does something to the task that was named in a command. */
  byName(order: Order, name: string, asker: Asker): Promise<Outcome>;
  /** Does something to the task whose button was pressed; once it is done, its thread says so to everybody. */
  byButton(verb: PlainVerb, handle: string, asker: Asker): Promise<Outcome>;
  /** Stops a task that was found already. */
  stop(task: Task, asker: Asker): Promise<Outcome>;
  /** Says all about a task, and asks TRTC whether it still runs. */
  status(name: string, asker: Asker): Promise<Outcome>;
  /** The form with volume and speed of a running task, or the reason why there is none. */
  adjustForm(handle: string, opening: Opening): Promise<ModalView>;
  /** What a change asks for, by the rules of a start. */
  readAdjustment(given: Draft): ReadAdjustment;
  /** Checks that form from memory alone, so that it can be answered at once. */
  adjustErrors(fields: Draft): FormErrors;
  /** Changes what the form says. */
  adjust(handle: string, fields: Draft, asker: Asker): Promise<Outcome>;
}

export function createTaskActions({ control, tasks, rules, clock }: TaskActionsDeps): TaskActions {
  const { mayLook: checks } = rules;

  return {
    readAdjustment: (given) => readAdjustment(given, rules),

    async byName(order, name, asker) {
      const task = await taskNamed(name, tasks, asker);
      return task === undefined ? 'rejected' : act(order, task, asker, false);
    },

    async byButton(verb, handle, asker) {
      const task = await taskNamed(handle, tasks, asker);
      return task === undefined ? 'rejected' : act({ verb }, task, asker, true);
    },

    stop: (task, asker) => act({ verb: 'stop' }, task, asker, false),

    async status(name, asker) {
      const task = await taskNamed(name, tasks, asker);
      if (task === undefined) return 'rejected';
      try {
        const checked = await control.check(task);
        const at = clock();
        return await answer(
          asker,
          taskDetails(checked.task, at, { answer: answerLine(checked, at), checks }),
        );
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return statusUnasked(task, error, asker);
      }
    },

    async adjustForm(handle, opening) {
      const task = await tasks.get(handle);
      if (task !== undefined && isRunning(task)) return adjustForm(task, opening);
      return notice(`${task ? nameOf(task) : 'The task'} does not run any more.`);
    },

    adjustErrors(fields) {
      const read = readAdjustment(fields, rules);
      if (!read.ok) return fieldErrors(read.problems);
      return Object.keys(fields).length === 0 ? { volume: 'Give a volume or a speed.' } : undefined;
    },

    async adjust(handle, fields, asker) {
      const read = readAdjustment(fields, rules);
      const task = await taskNamed(handle, tasks, asker);
      if (task === undefined || !read.ok) return 'rejected';
      return act({ verb: 'update', adjustment: read.adjustment }, task, asker, true);
    },
  };

  /** Tells the person what came of it; `quietly` if the thread says it to everybody who is there. */
  async function act(order: Order, task: Task, asker: Asker, quietly: boolean): Promise<Outcome> {
    const waiting = order.verb === 'stop' ? waitsForStarts([task]) : undefined;
    if (waiting !== undefined) await asker.tell(waiting);
    const result = await perform(order, task, asker.user);
    if (quietly && result.kind === 'done') return 'done';
    return answer(asker, message(controlAnswer(order.verb, result)), outcomeOf(result));
  }

  function perform(order: Order, task: Task, by: string): Promise<ControlResult> {
    return order.verb === 'update'
      ? control.update(task, by, order.adjustment)
      : control[order.verb](task, by);
  }

  /** What the bot knows of a task of which TRTC did not say whether it runs. */
  function statusUnasked(task: Task, error: GatewayError, asker: Asker): Promise<Outcome> {
    const known = taskDetails(task, clock(), { checks });
    const last = control.lastAnswer(task);
    const before = last === undefined ? '' : ` TRTC last said that it runs at ${timeToTheSecond(last)}.`;
    const warning = `⚠️ TRTC did not say whether it still runs; this is what the bot knows.${before}\n${explained(error, task.draft.url)}`;
    return answer(asker, { ...known, blocks: [...message(warning).blocks, ...known.blocks] });
  }
}

function outcomeOf({ kind }: ControlResult): Outcome {
  return kind === 'not-now' ? 'rejected' : kind;
}
