import { randomBytes } from 'node:crypto';
import type { Emit } from './callback-event.ts';
import { atEnd, atStart, type EmitRoom, type LeaveReason } from './room-event.ts';
import { isSameRoom, type Room, type RoomIdType, roomOf } from './rooms.ts';
import type { StartRequest, TaskChanges } from './rules.ts';

/** A pull-stream relay as it is now. */
export interface Task {
  readonly taskId: string;
  readonly sdkAppId: number;
  readonly roomId: string;
  readonly roomIdType: RoomIdType;
  readonly userId: string;
  readonly region: string;
  readonly streamUrl: string;
  readonly volume: number;
  readonly tempo: number;
  readonly enableProgress: boolean;
  readonly paused: boolean;
  /** Its robot is not in the room, and the task goes on. */
  readonly robotAway?: boolean;
  readonly state: 'running' | 'ended';
  /** TRTC does not have its source. */
  readonly lacksSource?: true;
  /** ms since the epoch, as is endedAt */
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** All tasks since the last reset, in order of their start. */
export class TaskList {
  readonly #tasks = new Map<string, Task>();
  readonly #changed: () => void;
  readonly #emit: Emit;
  readonly #emitRoom: EmitRoom;
  readonly #failSource: (task: Task, failsAfterMs: readonly number[]) => void;

  /** @param failSource tells of a source that fails so many ms from now */
  constructor(
    changed: () => void,
    emit: Emit,
    emitRoom: EmitRoom,
    failSource: (task: Task, failsAfterMs: readonly number[]) => void,
  ) {
    this.#changed = changed;
    this.#emit = emit;
    this.#emitRoom = emitRoom;
    this.#failSource = failSource;
  }

  get all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  /** @param failsAfterMs how long after the start its source fails; undefined: it does not */
  start(request: StartRequest, region: string, nowMs: number, failsAfterMs?: readonly number[]): Task {
    const { userSig: _userSig, privateMapKey: _privateMapKey, ...settings } = request;
    const task: Task = {
      taskId: newTaskId(),
      ...settings,
      region,
      paused: false,
      state: 'running',
      startedAt: nowMs,
      ...(failsAfterMs === undefined ? {} : { lacksSource: true as const }),
    };
    this.#put(task);
    for (const news of atStart) this.#emitRoom(news, task);
    if (failsAfterMs === undefined) this.#emit('started', task);
    else this.#failSource(task, failsAfterMs);
    return task;
  }

  /** Knows a task of which it told long ago. */
  restore(task: Task): void {
    this.#put(task);
  }

  /** Whether it runs and has no source. */
  lacksSource({ taskId }: Task): boolean {
    const task = this.#tasks.get(taskId);
    return task?.state === 'running' && task.lacksSource === true;
  }

  find(sdkAppId: number, taskId: string): Task | undefined {
    const task = this.#tasks.get(taskId);
    return task?.sdkAppId === sdkAppId ? task : undefined;
  }

  runningIn(sdkAppId: number, room: Room): Task[] {
    return this.all.filter(
      (task) =>
        task.state === 'running' &&
        task.sdkAppId === sdkAppId &&
        isSameRoom(roomOf(task.roomId, task.roomIdType), room),
    );
  }

  update(task: Task, changes: TaskChanges): void {
    this.#put({ ...task, ...changes });
  }

  /** Its source cannot be pulled any more. */
  lose(task: Task, failsAfterMs: readonly number[]): void {
    this.#put({ ...task, lacksSource: true });
    this.#failSource(task, failsAfterMs);
  }

  /** Its source is there (again). */
  recover({ lacksSource: _, ...task }: Task): void {
    this.#put(task);
    this.#emit('started', task);
  }

  /** Its robot leaves the room, or comes back, and the task goes on. */
  setAway(task: Task, robotAway: boolean): void {
    this.#put({ ...task, robotAway });
  }

  /** @param reason why its robot leaves the room */
  end(task: Task, nowMs: number, reason: LeaveReason = 1): void {
    this.vanish(task, nowMs);
    for (const news of atEnd) this.#emitRoom(news, task, reason);
    this.#emit('stopped', task);
  }

  /** Ends a task without an event. */
  vanish(task: Task, nowMs: number): void {
    this.#put({ ...task, state: 'ended', endedAt: nowMs });
  }

  reset(): void {
    this.#tasks.clear();
  }

  #put(task: Task): void {
    this.#tasks.set(task.taskId, task);
    this.#changed();
  }
}

/** 81 characters that look like the document's example: a leading `-`, `.` for the padding at the end. */
function newTaskId(): string {
  return `-${randomBytes(58).toString('base64').replaceAll('+', '-').replaceAll('/', '+').replaceAll('=', '.')}`;
}
