import type { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { HistoryEntry } from '../../src/ingest/history.ts';
import type {
  HistoryStore,
  SendJournal,
  StartAnswer,
  StartCall,
  StreamChange,
  TaskRef,
  TaskStore,
} from '../../src/ingest/ports.ts';
import { createRecorder } from '../../src/ingest/recorder.ts';
import type { Ports } from '../../src/ingest/service.ts';
import { isOver, type Task } from '../../src/ingest/task.ts';
import type { TaskEvent } from '../../src/ingest/task-event.ts';

export interface Fakes extends Ports {
  history: HistoryStore;
  /** What the history has, in the order in which it came. */
  remembered: HistoryEntry[];
  /** What was done to the ports, in order, a line each. */
  done: string[];
  /** Records as they were last written. */
  records: Map<string, Task>;
  /** What the gateway was called with. */
  calls: StartCall[];
  /** Tasks as people were told of them. */
  told: Task[];
  /** What they were told. */
  news: TaskEvent[];
  /** What the operators' log has. */
  logged: { level: string; facts: Record<string, unknown> }[];
}

export interface Course {
  /** How a start goes at the far side; answers at once if absent. */
  start?: (call: StartCall, journal: SendJournal) => Promise<StartAnswer>;
  /** How TRTC answers what is done to a running task; as if all were well if absent. */
  stop?: (ref: TaskRef) => Promise<void>;
  update?: (ref: TaskRef, change: StreamChange) => Promise<void>;
  isRunning?: (ref: TaskRef) => Promise<boolean>;
  /** The write that fails, counted from 1, and what it throws. */
  failingPut?: { number: number; error: StoreUnavailable };
  failingClaim?: Error;
  failingAnnounce?: Error;
  failingHistory?: Error;
  /** The next random number; with those that are used if absent, handles are abcdef, ghjkmn and so on. */
  random?: () => number;
}

export async function answersAtOnce(_: StartCall, journal: SendJournal): Promise<StartAnswer> {
  await journal.sending();
  return { taskId: 'task-1', requestId: 'request-1' };
}

function lettersInTurn(): () => number {
  let draws = 0;
  return () => ((draws++ % 31) + 0.5) / 31;
}

/** Ports that keep everything in memory, and go wrong where the course says so. */
export function createFakes(course: Course = {}): Fakes {
  const {
    start = answersAtOnce,
    stop = async () => {},
    update = async () => {},
    isRunning = async () => true,
    failingPut,
    failingClaim,
    failingAnnounce,
    failingHistory,
    random = lettersInTurn(),
  } = course;
  const done: string[] = [];
  const records = new Map<string, Task>();
  const calls: StartCall[] = [];
  const told: Task[] = [];
  const news: TaskEvent[] = [];
  const remembered: HistoryEntry[] = [];
  const logged: Fakes['logged'] = [];
  const claimed = new Set<string>();
  const log = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
  let puts = 0;
  let now = 1_000;
  const clock = () => now++;
  const journal = { info: log('info'), warn: log('warn'), error: log('error') };

  const tasks = taskStore(records, (task) => {
    puts += 1;
    if (puts === failingPut?.number) throw failingPut.error;
    done.push(`put ${task.state.name}${task.thread === undefined ? '' : ' with its thread'}`);
  });
  const history: HistoryStore = {
    async add(entry) {
      if (failingHistory !== undefined) throw failingHistory;
      remembered.push(entry);
    },
    page: async (offset, limit) => ({
      items: remembered.toReversed().slice(offset, offset + limit),
      total: remembered.length,
    }),
  };
  const notifier: Ports['notifier'] = {
    async announce(task) {
      if (failingAnnounce !== undefined) throw failingAnnounce;
      done.push('announce');
      return { channel: task.channel, ts: '1700000000.000100' };
    },
    async tell(task, event) {
      done.push(`tell ${task.state.name}`);
      told.push(task);
      news.push(event);
    },
  };

  return {
    done,
    records,
    calls,
    told,
    news,
    remembered,
    logged,
    clock,
    random,
    journal,
    tasks,
    history,
    notifier,
    recorder: createRecorder({ tasks, history, notifier, journal, clock }),
    claims: {
      async claim(key, ttlMs) {
        if (failingClaim !== undefined) throw failingClaim;
        done.push(`claim ${key} for ${ttlMs / 3_600_000} h`);
        if (claimed.has(key)) return false;
        claimed.add(key);
        return true;
      },
    },
    gateway: {
      async start(call, journal) {
        done.push('call');
        calls.push(call);
        return start(call, {
          sending: async () => {
            await journal.sending();
            done.push('request leaves');
          },
          refusedForNow: journal.refusedForNow,
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
    },
  };
}

/** Records in memory; nobody comes in between reading one and writing it. */
function taskStore(records: Map<string, Task>, writing: (task: Task) => void): TaskStore {
  const all = () => [...records.values()];
  const write = async (task: Task) => {
    writing(task);
    records.set(task.handle, structuredClone(task));
  };
  return {
    get: async (handle) => records.get(handle),
    put: write,
    async change(handle, next) {
      const task = records.get(handle);
      const changed = task && next(structuredClone(task));
      if (changed !== undefined) await write(changed);
      return changed;
    },
    byTaskId: async (taskId) => all().find(({ state }) => 'taskId' in state && state.taskId === taskId),
    active: async () => all().filter((task) => !isOver(task)),
    over: async (offset, limit) => {
      const over = all().filter(isOver).reverse();
      return { items: over.slice(offset, offset + limit), total: over.length };
    },
  };
}
