import type { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { SendJournal, StartAnswer, StartCall } from '../../src/ingest/ports.ts';
import type { Ports } from '../../src/ingest/service.ts';
import type { Task } from '../../src/ingest/task.ts';

export interface Fakes extends Ports {
  /** What was done to the ports, in order, a line each. */
  done: string[];
  /** Records as they were last written. */
  records: Map<string, Task>;
  /** What the gateway was called with. */
  calls: StartCall[];
  /** Tasks as people were told of them. */
  told: Task[];
  /** What the operators' log has. */
  logged: { level: string; facts: Record<string, unknown> }[];
}

export interface Course {
  /** How a start goes at the far side; answers at once if absent. */
  start?: (call: StartCall, journal: SendJournal) => Promise<StartAnswer>;
  /** The write that fails, counted from 1, and what it throws. */
  failingPut?: { number: number; error: StoreUnavailable };
  failingClaim?: Error;
  failingAnnounce?: Error;
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
    failingPut,
    failingClaim,
    failingAnnounce,
    random = lettersInTurn(),
  } = course;
  const done: string[] = [];
  const records = new Map<string, Task>();
  const calls: StartCall[] = [];
  const told: Task[] = [];
  const logged: Fakes['logged'] = [];
  const claimed = new Set<string>();
  const log = (level: string) => (facts: Record<string, unknown>) => void logged.push({ level, facts });
  let puts = 0;
  let now = 1_000;

  return {
    done,
    records,
    calls,
    told,
    logged,
    clock: () => now++,
    random,
    journal: { info: log('info'), warn: log('warn'), error: log('error') },
    claims: {
      async claim(key, ttlMs) {
        if (failingClaim !== undefined) throw failingClaim;
        done.push(`claim ${key} for ${ttlMs / 3_600_000} h`);
        if (claimed.has(key)) return false;
        claimed.add(key);
        return true;
      },
    },
    tasks: {
      get: async (handle) => records.get(handle),
      async put(task) {
        puts += 1;
        if (puts === failingPut?.number) throw failingPut.error;
        done.push(`put ${task.state.name}${task.thread === undefined ? '' : ' with its thread'}`);
        records.set(task.handle, structuredClone(task));
      },
    },
    notifier: {
      async announce(task) {
        if (failingAnnounce !== undefined) throw failingAnnounce;
        done.push('announce');
        return { channel: task.channel, ts: '1700000000.000100' };
      },
      async tell(task) {
        done.push(`tell ${task.state.name}`);
        told.push(task);
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
    },
  };
}
