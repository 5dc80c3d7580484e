import { createInFlight } from '../async/in-flight.ts';
import { createLoop, type Loop, type Pause } from '../async/interval-loop.ts';
import type { Wait } from '../async/wait.ts';
import type { Control } from './control.ts';
import { GatewayError, StoreUnavailable } from './errors.ts';
import { hasEvents, newestSettled } from './event-arrival.ts';
import type { TaskStore } from './ports.ts';
import type { Clock, Logger } from './runtime.ts';
import { isRunning, type RunningTask } from './task.ts';

export interface MonitorOptions {
  tasks: TaskStore;
  control: Pick<Control, 'check' | 'stop'>;
  logger: Logger;
  /** Whether this instance is the one that asks; of several that share a store, one does. */
  leads: () => boolean;
  clock: Clock;
  /** Whether events of the application's streams are to come; not at all if absent. */
  expectsEvents?: (sdkAppId: number) => boolean;
  /** Every running task is asked about once in so many milliseconds, as far as the rate limit allows; see `expectsEvents`. */
  intervalMs: number;
  wait: Wait;
}

/** Of the 20 questions a second that the service answers, so many are left to the monitor; people ask too. */
const mostPerSecond = 15;
/** Four tries of ten seconds each, and what they wait for. */
const longestStopMs = 90_000;
/** A service that does not answer must not fill the queue with questions. */
const mostUnderWay = 10;
/** Of an application whose events do come, each task is asked about in one round of so many: for those that got lost. */
const roundsWithEvents = 10;

/** Asks the service about everything that runs, evenly spread over the interval: an end that nobody told of is found. */
export function createMonitor(options: MonitorOptions): Loop {
  const { tasks, control, logger, leads, clock, intervalMs, wait, expectsEvents = () => false } = options;
  const inFlight = createInFlight();
  /** By handle, for how many rounds a task was left to its events. */
  let leftAlone = new Map<string, number>();
  const rounds = createLoop(goRound, wait);

  return {
    start: rounds.start,
    async stop() {
      await rounds.stop();
      await inFlight.drained();
    },
  };

  async function goRound(pause: Pause): Promise<void> {
    const due = dueNow(await runningTasks());
    if (due.length === 0) await pause(intervalMs);
    for (const task of due) {
      if (!(await pause(Math.max(intervalMs / due.length, 1000 / mostPerSecond)))) return;
      await inFlight.below(mostUnderWay);
      if (leads()) inFlight.add(ask(task));
    }
  }

  /** The tasks to ask about in this round: all whose events do not come, and their share of the others. */
  function dueNow(running: readonly RunningTask[]): RunningTask[] {
    const settled = newestSettled(running, clock());
    const isLeftToEvents = ({ sdkAppId, state, robotSeen }: RunningTask) => {
      const newest = settled.get(sdkAppId);
      const doCome = expectsEvents(sdkAppId) && newest !== undefined && hasEvents(newest);
      return doCome && state.name !== 'stopping' && robotSeen?.what !== 'left';
    };
    const before = leftAlone;
    leftAlone = new Map();
    return running.filter((task, index) => {
      if (!isLeftToEvents(task)) return true;
      // Those that begin together are not asked about together.
      const rounds = (before.get(task.handle) ?? index % roundsWithEvents) + 1;
      leftAlone.set(task.handle, rounds % roundsWithEvents);
      return rounds === roundsWithEvents;
    });
  }

  async function runningTasks(): Promise<RunningTask[]> {
    try {
      return (await tasks.active()).filter(isRunning);
    } catch (error) {
      logger.warn({ error }, 'The monitor could not read which tasks run');
      return [];
    }
  }

  /** Whoever asked for a stop still wants it if the instance that was at it has died; the service takes it twice. */
  function isLeftStopping(task: RunningTask): task is RunningTask & { state: { name: 'stopping' } } {
    return task.state.name === 'stopping' && clock() - (task.state.askedAt ?? 0) > longestStopMs;
  }

  async function ask({ handle }: RunningTask): Promise<void> {
    try {
      // A stop may have failed since the round began, and whoever asked for it was told that the stream runs on.
      const task = await tasks.get(handle);
      if (task === undefined || !isRunning(task)) return;
      await (isLeftStopping(task) ? control.stop(task, task.state.by) : control.check(task));
    } catch (error) {
      if (!(error instanceof GatewayError || error instanceof StoreUnavailable)) throw error;
      logger.warn({ error, task: handle }, 'The monitor could not ask about a task');
    }
  }
}
