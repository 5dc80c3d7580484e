import { createPauses, type Pauses } from '../../src/async/pauses.ts';
import type { Wait } from '../../src/async/wait.ts';
import type { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createFailingSources, type FailingSources } from '../../src/ingest/failing-source.ts';
import { type HandleOf, newHandle } from '../../src/ingest/handle.ts';
import type { HistoryEntry } from '../../src/ingest/history.ts';
import { createOutboxRelay } from '../../src/ingest/outbox-relay.ts';
import type {
  HistoryStore,
  RobotRef,
  StartAnswer,
  StartCall,
  StartHooks,
  StreamChange,
  TaskRef,
} from '../../src/ingest/ports.ts';
import type { CheckMode, Probe } from '../../src/ingest/source-check.ts';
import type { Ports } from '../../src/ingest/start-task.ts';
import type { Leases } from '../../src/ingest/storage-ports.ts';
import type { Task } from '../../src/ingest/task.ts';
import { createTransitions } from '../../src/ingest/transitions.ts';
import { localLeases } from '../../src/storage/local/leases.ts';
import { taskStore } from './task-store.ts';
import { createThreads, type SlackCourse, type Threads } from './threads.ts';
import { untilAborted } from './waits.ts';

export interface Fakes extends Ports, Threads {
  history: HistoryStore;
  pauses: Pauses;
  leases: Leases;
  failingSources: FailingSources;
  /** What the history has, in the order in which it came. */
  remembered: HistoryEntry[];
  /** What was done to the ports, in order, a line each. */
  done: string[];
  /** Records as they were last written. */
  records: Map<string, Task>;
  /** Keeps a record as if it had been there before. */
  put(task: Task): void;
  /** What the gateway was called with. */
  calls: StartCall[];
  /** What the log has. */
  logged: { level: string; facts: Record<string, unknown> }[];
}

export interface Course extends SlackCourse {
  /** How a start goes at the far side; answers at once if absent. */
  start?: (call: StartCall, logger: StartHooks) => Promise<StartAnswer>;
  /** How TRTC answers what is done to a running task; as if all were well if absent. */
  stop?: (ref: TaskRef) => Promise<void>;
  update?: (ref: TaskRef, change: StreamChange) => Promise<void>;
  isRunning?: (ref: TaskRef) => Promise<boolean>;
  removeRobot?: (robot: RobotRef) => Promise<boolean>;
  /** The write that fails, counted from 1, or all of them up to another one, and what they throw. */
  failingPut?: { number: number; until?: number; error: StoreUnavailable };
  failingHistory?: Error;
  /** The handle of a request; each new one has abcdef, ghjkmn and so on if absent. */
  handleOf?: HandleOf;
  /** Waits no time at all if absent. */
  wait?: Wait;
  /** What a look at a source finds, and when there is one: `off` if absent. */
  probe?: Probe;
  mode?: CheckMode;
}

const sourceless: Probe = {
  check: () => Promise.reject(new Error('No source is to be looked at')),
};

export async function answersAtOnce(_: StartCall, logger: StartHooks): Promise<StartAnswer> {
  await logger.sending();
  return { taskId: 'task-1', requestId: 'request-1' };
}

function lettersInTurn(): () => number {
  let draws = 0;
  return () => ((draws++ % 31) + 0.5) / 31;
}

function handlesInTurn(): HandleOf {
  const random = lettersInTurn();
  const handles = new Map<string, string>();
  return (requestKey, attempt) => {
    const key = `${attempt} ${requestKey}`;
    const handle = handles.get(key) ?? newHandle(random);
    handles.set(key, handle);
    return handle;
  };
}

/** Ports that keep everything in memory, and go wrong where the course says so. */
export function createFakes(course: Course = {}): Fakes {
  const {
    start = answersAtOnce,
    stop = async () => {},
    update = async () => {},
    isRunning = async () => true,
    removeRobot = async () => true,
    failingPut,
    failingHistory,
    handleOf = handlesInTurn(),
    wait = async () => {},
    probe = sourceless,
  } = course;
  const done: string[] = [];
  const records = new Map<string, Task>();
  const calls: StartCall[] = [];
  const remembered: HistoryEntry[] = [];
  const logged: Fakes['logged'] = [];
  const log = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
  let puts = 0;
  let now = 1_000;
  const clock = () => now++;
  const logger = { info: log('info'), warn: log('warn'), error: log('error') };

  const tasks = taskStore(records, (task) => {
    puts += 1;
    if (
      failingPut !== undefined &&
      puts >= failingPut.number &&
      puts <= (failingPut.until ?? failingPut.number)
    )
      throw failingPut.error;
    done.push(lineOf(task));
  });
  const historyIds = new Set<string>();
  const history: HistoryStore = {
    async add(id, entry) {
      if (failingHistory !== undefined) throw failingHistory;
      if (!historyIds.has(id)) remembered.push(entry);
      historyIds.add(id);
    },
    page: async (offset, limit) => ({
      items: remembered.toReversed().slice(offset, offset + limit),
      total: remembered.length,
    }),
  };
  const threads = createThreads(course, done);
  const { notifier } = threads;
  const leases = localLeases(() => 0);
  const failingSources = createFailingSources({ probe, mode: course.mode ?? 'off', tasks, clock });

  return {
    ...threads,
    failingSources,
    done,
    records,
    put: (task) => void records.set(task.handle, structuredClone(task)),
    calls,
    remembered,
    logged,
    clock,
    random: lettersInTurn(),
    handleOf,
    wait,
    pauses: createPauses(wait),
    logger,
    tasks,
    history,
    leases,
    transitions: createTransitions({ tasks, logger, clock }),
    looks: { probe, mode: course.mode ?? 'off', clock },
    relay: createOutboxRelay({
      ...{ tasks, history, leases, notifier, logger, clock, failingSources },
      random: () => 0.5,
      wait: untilAborted,
    }),
    gateway: {
      async start(call, logger) {
        done.push('call');
        calls.push(call);
        return start(call, {
          waiting: logger.waiting,
          sending: async () => {
            await logger.sending();
            done.push('request leaves');
          },
          refusedForNow: logger.refusedForNow,
        });
      },
      async stop(ref) {
        done.push(`stop ${ref.taskId}`);
        await stop(ref);
      },
      async update(ref, change) {
        done.push(`update ${ref.taskId} ${JSON.stringify(change)}`);
        await update(ref, change);
      },
      async isRunning(ref) {
        done.push(`describe ${ref.taskId}`);
        return isRunning(ref);
      },
      async removeRobot(robot) {
        done.push(`remove ${robot.robot} from ${robot.room.id}`);
        return removeRobot(robot);
      },
      verify: async () => ({ credentials: 'accepted' }),
    },
  };
}

function lineOf({ state, thread, outbox }: Task): string {
  const news = outbox === undefined ? '' : ', untold';
  return `put ${state.name}${thread === undefined ? '' : ' with its thread'}${news}`;
}
