import type { Emit, TaskNews } from './callback-event.ts';
import { deadAfterMs } from './dead-source.ts';
import type { EmitRoom } from './room-event.ts';
import type { Task, TaskList } from './tasks.ts';

/** What happens to the media that a task pulls. Each throws an Error where the task has ended. */
export interface TaskSource {
  /** The media breaks off and is pulled again: event 701, Status 2. */
  stutter(): void;
  /** The media is back: event 701, Status 0. */
  recover(): void;
  /** The media cannot be pulled: event 701, Status 1. The task itself goes on. */
  fail(): void;
  /** The media is gone, and every try to pull it fails until it recovers: see dead-source.ts. */
  lose(): void;
  /** The media ends, and the task with it: event 702, Status 0. */
  finish(): void;
  /** Somebody throws its robot out of the room: event 104, Reason 3. Assumed: its task runs on. */
  leave(): void;
  /** Its robot is in the room again: event 103. */
  enter(): void;
  /** The task ends without any event: only DescribeStreamIngest tells. */
  vanish(): void;
  /** The robot is not in the room, so that nobody can remove it; the task goes on, and nothing tells. */
  loseRobot(): void;
}

export interface SourceParts {
  readonly tasks: TaskList;
  readonly emit: Emit;
  readonly emitRoom: EmitRoom;
  /** ms since the epoch */
  readonly now: () => number;
}

/** @throws Error where no such task runs. */
export function sourceOf(taskId: string, { tasks, emit, emitRoom, now }: SourceParts): TaskSource {
  const running = (): Task => {
    const task = tasks.all.find((candidate) => candidate.taskId === taskId);
    if (task === undefined) throw new Error(`there is no task ${taskId}`);
    if (task.state === 'ended') throw new Error(`the task ${taskId} has ended`);
    return task;
  };
  const tell = (news: TaskNews) => () => emit(news, running());
  running();
  return {
    stutter: tell('starting again'),
    recover: () => tasks.recover(running()),
    fail: tell('failed'),
    lose: () => tasks.lose(running(), deadAfterMs),
    finish: () => tasks.end(running(), now()),
    leave: () => {
      tasks.setAway(running(), true);
      emitRoom('leaves', running(), 3);
    },
    enter: () => {
      tasks.setAway(running(), false);
      emitRoom('enters', running());
    },
    vanish: () => tasks.vanish(running(), now()),
    loseRobot: () => tasks.setAway(running(), true),
  };
}
