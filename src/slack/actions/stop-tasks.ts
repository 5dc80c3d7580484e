import type { Control } from '../../ingest/control.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import { isStartingOrRunning, type Task } from '../../ingest/task.ts';
import { type Asker, answer, type Outcome, replacing } from '../answers/asker.ts';
import { stopAllButton } from '../blocks/buttons.ts';
import { controlAnswer, nothingStopped, waitsForStarts } from '../blocks/control-answers.ts';
import { pageSize, taskLine } from '../blocks/task-lines.ts';
import { message, messageOfLines } from '../format/message.ts';
import { taskNamed } from './find-task.ts';
import type { TaskActions } from './tasks.ts';

export interface StopDeps {
  control: Pick<Control, 'stop'>;
  tasks: TaskStore;
  taskActions: Pick<TaskActions, 'byName' | 'stop'>;
  clock: Clock;
}

/** The ways to stop more than one task. Each throws StoreUnavailable. */
export interface StopTasks {
  /** Stops tasks by name. One wrong name stops nothing: what was meant by it is not known. */
  named(names: readonly string[], asker: Asker): Promise<Outcome>;
  /** Stops all that runs in a room, and cancels what is being started there. */
  inRoom(room: string, asker: Asker): Promise<Outcome>;
  /** Asks whether everything that runs or is being started now is really to be stopped. */
  askAboutAll(asker: Asker): Promise<Outcome>;
  /** Stops what ran or was being started when it was asked about, in ms since the epoch, and not what was asked for since. */
  all(askedAt: string, asker: Asker): Promise<Outcome>;
}

export function createStopTasks({ control, tasks, taskActions, clock }: StopDeps): StopTasks {
  return {
    async named(names, asker) {
      const [only, ...more] = names;
      if (only !== undefined && more.length === 0) return taskActions.byName({ verb: 'stop' }, only, asker);
      const chosen: Task[] = [];
      for (const name of names) {
        const task = await taskNamed(name, tasks, asker);
        if (task === undefined) return answer(asker, message('Nothing was stopped.'), 'rejected');
        chosen.push(task);
      }
      return stopEach(chosen, asker);
    },

    async inRoom(room, asker) {
      const active = await tasks.active();
      const there = active.filter((task) => task.room.id === room);
      const running = there.filter(isStartingOrRunning);
      if (running.length > 0) return stopEach(running, asker);
      const others = there.filter((task) => !isStartingOrRunning(task));
      const rooms = [...new Set(active.filter(isStartingOrRunning).map((task) => task.room.id))];
      return answer(asker, nothingStopped(room, others, rooms), 'rejected');
    },

    async askAboutAll(asker) {
      const running = (await tasks.active()).filter(isStartingOrRunning);
      if (running.length === 0)
        return answer(asker, message('Nothing runs or is being started, so there is nothing to stop.'));
      const [count, at] = [running.length, clock()];
      const shown = running.slice(0, pageSize).map((task) => taskLine(task, at));
      const more = count > pageSize ? [`… and ${count - pageSize} more`] : [];
      const lines = [`*${count} running or being started*`, ...shown, ...more];
      return answer(asker, messageOfLines(lines, [stopAllButton(count, at)]));
    },

    async all(askedAt, asker) {
      const then = Number(askedAt);
      const chosen = (await tasks.active()).filter(
        (task) => isStartingOrRunning(task) && task.requestedAt <= then,
      );
      return chosen.length === 0
        ? answer(replacing(asker), message('None of them runs any more.'))
        : stopEach(chosen, replacing(asker));
    },
  };

  /** Stops several tasks at once, and says what came of each. */
  async function stopEach(chosen: readonly Task[], asker: Asker): Promise<Outcome> {
    const [only, ...more] = chosen;
    if (only !== undefined && more.length === 0) return taskActions.stop(only, asker);
    const waiting = waitsForStarts(chosen);
    if (waiting !== undefined) await asker.tell(waiting);
    const results = await Promise.all(chosen.map((task) => control.stop(task, asker.user)));
    const rest = results.filter((result) => result.kind !== 'done');
    const done = results.length - rest.length;
    return answer(
      asker,
      messageOfLines([
        `${rest.length === 0 ? '✅' : '⚠️'} ${done} of ${chosen.length} stopped; the thread of each says so.`,
        ...rest.map((result) => `• ${controlAnswer('stop', result)}`),
      ]),
    );
  }
}
