import { createInFlight } from '../async/in-flight.ts';
import { createPauses, createThrottle } from '../async/pauses.ts';
import type { Wait } from '../async/wait.ts';
import type { Control } from './control.ts';
import { GatewayError, StoreUnavailable } from './errors.ts';
import type { TaskStore } from './ports.ts';
import type { Clock, Logger } from './runtime.ts';
import { isRunning, type Task, type TaskEvent } from './task.ts';
import { isUnspokenOf, lookConfirmsAfterMs } from './task-source.ts';

export interface FirstLooksOptions {
  tasks: Pick<TaskStore, 'get'>;
  control: Pick<Control, 'check'>;
  /** Whether the service tells by events of its own what becomes of the sources of this application. */
  expectsEvents: (sdkAppId: number) => boolean;
  logger: Logger;
  clock: Clock;
  wait: Wait;
}

export interface FirstLooks {
  /** Plans a look at a task that has just been started; other events plan nothing. */
  plan(event: TaskEvent, task: Task): void;
  /** Begins no more; resolves when none is under way. */
  stop(): Promise<void>;
}

interface Planned {
  handle: string;
  /** In ms since the epoch. */
  dueAt: number;
}

/** At most four a second: with the monitor's 15 that is less than the 20 that the service answers, and people ask too. */
const pauseMs = 250;
/** What timers may be early by. */
const spareMs = 100;

/**
 * Asks the service about each task that this process has started, once, as soon as the answer says enough: the monitor may come
 * to it much later. One whose look is lost with its process is left to the monitor.
 */
export function createFirstLooks(options: FirstLooksOptions): FirstLooks {
  const { tasks, control, expectsEvents, logger, clock, wait } = options;
  const { pause, stop } = createPauses(wait);
  /** By how long they wait, in ms. All in a line wait equally long, so the first is due first, and one timer serves all. */
  const lines = new Map<number, Planned[]>();
  const inFlight = createInFlight();
  const turn = createThrottle(() => pause(pauseMs));

  return {
    plan(event, { handle, sdkAppId }) {
      if (event.type !== 'started') return;
      const ms = lookConfirmsAfterMs(expectsEvents(sdkAppId)) + spareMs;
      const line = lines.get(ms) ?? [];
      lines.set(ms, line);
      line.push({ handle, dueAt: clock() + ms });
      if (line.length > 1) return;
      inFlight.add(lookAtAll(line, ms));
    },
    async stop() {
      stop();
      await inFlight.drained();
    },
  };

  async function lookAtAll(line: Planned[], longestMs: number): Promise<void> {
    for (let next = line[0]; next !== undefined; next = line[0]) {
      // A clock that is set back holds nobody up for longer than that.
      const ms = Math.min(next.dueAt - clock(), longestMs);
      if (ms > 0 && !(await pause(ms))) return;
      await lookInTurn(next.handle);
      line.shift();
    }
  }

  async function lookInTurn(handle: string): Promise<void> {
    // Those that need no look take no turn: after many starts the line of turns would be minutes long.
    if ((await toAskAbout(handle)) === undefined) return;
    if (await turn()) await lookAt(handle);
  }

  async function lookAt(handle: string): Promise<void> {
    const task = await toAskAbout(handle);
    if (task === undefined) return;
    try {
      await control.check(task);
    } catch (error) {
      if (!(error instanceof GatewayError || error instanceof StoreUnavailable)) throw error;
      noteFailure(error, handle);
    }
  }

  /** The task, unless the service has spoken of it meanwhile, or it has ended. */
  async function toAskAbout(handle: string): Promise<Task | undefined> {
    try {
      const task = await tasks.get(handle);
      return task !== undefined && isRunning(task) && isUnspokenOf(task) ? task : undefined;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      noteFailure(error, handle);
      return undefined;
    }
  }

  function noteFailure(error: Error, handle: string): void {
    logger.warn({ error, task: handle }, 'A task that was just started could not be asked about');
  }
}
