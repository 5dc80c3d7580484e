import type { Control } from './control.ts';
import { GatewayError, StoreUnavailable } from './errors.ts';
import { robotFor } from './handle.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { TaskStore } from './ports.ts';
import type { Room } from './room.ts';
import type { Logger } from './runtime.ts';
import { isOver, isRunning, type RobotSeen, type Task } from './task.ts';
import type { Change, Transitions } from './transitions.ts';

/** That somebody is in a room, or is not any more: a robot of ours, or one of the people, who are none of our business. */
export interface Sighting {
  /** The applications in one of which the room is. */
  sdkAppIds: readonly number[];
  /** A number is the room of that number, a text may be either kind. */
  room: string | number;
  /** UserId. */
  user: string;
  /** When it happened, by the clock of the service. Milliseconds since the epoch. */
  at: number;
  what: 'entered' | 'left';
  /** Of one that left: whether it went of its own accord, as at the end of its media. */
  byItself: boolean;
}

export interface Presence {
  /**
   * Takes note of where a task's own robot is, and forgets about everybody else. Resolves when it is written down, with
   * what is left to do: asking and telling. Throws StoreUnavailable.
   */
  note(sighting: Sighting): Promise<() => Promise<void>>;
}

export interface PresencePorts {
  tasks: Pick<TaskStore, 'active'>;
  control: Pick<Control, 'check'>;
  transitions: Transitions;
  relay: OutboxRelay;
  logger: Pick<Logger, 'warn'>;
}

const nothingLeft = async () => {};

/** Follows the robots in their rooms: if the answer of a start was lost, that alone tells whether it did start. */
export function createPresence({ tasks, control, transitions, relay, logger }: PresencePorts): Presence {
  const activeTasks = oneAtATime(() => tasks.active());

  return {
    async note(sighting) {
      const task = (await activeTasks()).findLast((each) => isItsRobot(each, sighting));
      if (task === undefined) return nothingLeft;
      let isNews = false;
      const changed = await transitions.change(task.handle, (current) => {
        const change = seen(current, sighting);
        isNews = change?.event !== undefined;
        return change;
      });
      if (changed === undefined) return nothingLeft;
      if (isNews) return () => relay.deliver(changed);
      const isToBeLookedAfter = sighting.what === 'left' && isAtWork(changed) && !isToldToHaveLeft(changed);
      return isToBeLookedAfter ? () => lookAfter(changed, sighting) : nothingLeft;
    },
  };

  /** A robot that has left a task at work: that is its end, or it is not and somebody should know. */
  async function lookAfter(task: Task, { at, byItself }: Sighting): Promise<void> {
    try {
      const { task: now } = await control.check(task).catch((error: unknown) => {
        if (error instanceof GatewayError) return { task };
        throw error;
      });
      // One that went by itself has come to its end, of which another event tells, or the next look does.
      if (isOver(now) || byItself) return;
      const told = await transitions.change(task.handle, (current) =>
        isAtWork(current) && current.robotSeen?.at === at
          ? {
              task: { ...current, robotSeen: { ...current.robotSeen, told: true } },
              event: { type: 'robot', at, what: 'left' },
            }
          : undefined,
      );
      if (told !== undefined) await relay.deliver(told);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.warn({ error, task: task.handle }, 'A robot that has left could not be looked after');
    }
  }
}

/** Whether it runs and nobody is stopping it. */
function isAtWork(task: Task): boolean {
  return isRunning(task) && task.state.name !== 'stopping';
}

/** Whether people were told that its robot has left, and not that it is back. */
function isToldToHaveLeft({ robotSeen }: Task): boolean {
  return robotSeen?.what === 'left' && robotSeen.told === true;
}

/**
 * A robot's own name belongs to one task. One that people named may have been there for an earlier task too, of which an
 * event may come late.
 */
function isItsRobot(task: Task, { sdkAppIds, room, user, at }: Sighting): boolean {
  return (
    task.robot === user &&
    sdkAppIds.includes(task.sdkAppId) &&
    isSameRoom(task.room, room) &&
    (task.robot === robotFor(task.handle) || at >= task.requestedAt)
  );
}

function isSameRoom({ id, type }: Room, named: string | number): boolean {
  if (String(named) === id) return typeof named === 'string' || type === 1;
  return (
    type === 1 && /^\d{1,10}$/.test(id) && /^\d{1,10}$/.test(String(named)) && Number(named) === Number(id)
  );
}

/** Events come more than once and in any order, so the newest counts. */
function seen(task: Task, { at, what }: Sighting): Change | undefined {
  const { state, robotSeen: before } = task;
  if (isOver(task) || state.name === 'queued' || at <= (before?.at ?? Number.NEGATIVE_INFINITY))
    return undefined;
  const wasTold = isToldToHaveLeft(task);
  const robotSeen: RobotSeen = wasTold && what === 'left' ? { at, what, told: true } : { at, what };
  return { task: { ...task, robotSeen }, event: newsOf() };

  function newsOf(): Change['event'] {
    if (state.name === 'unknown')
      return before?.what === what ? undefined : { type: 'robot', at, what, settles: true };
    return isAtWork(task) && wasTold && what === 'entered' ? { type: 'robot', at, what } : undefined;
  }
}

/**
 * The work done one at a time: who asks while it is under way gets what the next one gives, which begins after they have
 * asked. So a room of thousands costs one look at a time, and each look is fresh.
 */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    const begun = work().finally(() => {
      if (underWay === begun) underWay = undefined;
    });
    underWay = begun;
    return begun;
  };
  return () => {
    if (underWay === undefined) return begin();
    next ??= underWay.then(begin, begin);
    return next;
  };
}
