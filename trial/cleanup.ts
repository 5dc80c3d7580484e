import type { Wait } from '../src/async/wait.ts';
import { GatewayError } from '../src/ingest/errors.ts';
import type { Gateway, RobotRef, TaskRef } from '../src/ingest/ports.ts';

/** A robot that was sent, and its task as far as TRTC told of it. */
interface Sent extends RobotRef {
  taskId: string | undefined;
}

/** Ends what a trial started, whatever became of the trial. */
export interface Cleanup {
  /** To be called before a start leaves; gives the way to say what came of it. */
  sending(robot: RobotRef): { started(taskId: string): void; notStarted(): void };
  /** What may still run, a line each. */
  left(): readonly string[];
  /** Ends all of it. Gives what it could not end, a line each. */
  run(): Promise<readonly string[]>;
}

export interface CleanupParts {
  gateway: Gateway;
  say: (line: string) => void;
  wait: Wait;
}

/** A stop may take a moment until a look shows it: so often, and so far apart, is it looked at. */
const looks = 5;
const lookAgainMs = 2_000;

export function createCleanup({ gateway, say, wait }: CleanupParts): Cleanup {
  const sent = new Set<Sent>();
  /** Nothing cuts a cleanup short. */
  const never = new AbortController().signal;

  return {
    sending(robot) {
      const entry: Sent = { ...robot, taskId: undefined };
      sent.add(entry);
      return {
        started: (taskId) => {
          entry.taskId = taskId;
        },
        notStarted: () => sent.delete(entry),
      };
    },
    left: () => [...sent].map(nameOf),
    async run() {
      for (const entry of sent) {
        if ((await stop(entry)) || (await remove(entry))) sent.delete(entry);
      }
      return [...sent].map(nameOf);
    },
  };

  async function stop({ sdkAppId, region, taskId }: Sent): Promise<boolean> {
    if (taskId === undefined) return false;
    const ref = { sdkAppId, region, taskId };
    return succeeds(`Task ${taskId}`, 'has ended', async () => {
      await gateway.stop(ref);
      return hasEnded(ref);
    });
  }

  /** Where its TaskId was never told, or its stop fails. */
  async function remove({ sdkAppId, region, room, robot, taskId }: Sent): Promise<boolean> {
    return succeeds(`Robot ${robot}`, `is not in room ${room.id} any more`, async () => {
      await gateway.removeRobot({ sdkAppId, region, room, robot });
      return taskId === undefined || hasEnded({ sdkAppId, region, taskId });
    });
  }

  async function hasEnded(ref: TaskRef): Promise<boolean> {
    for (let look = 1; look <= looks; look += 1) {
      if (!(await gateway.isRunning(ref))) return true;
      if (look < looks) await wait(lookAgainMs, never);
    }
    return false;
  }

  async function succeeds(what: string, done: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      const isDone = await work();
      say(isDone ? `  ${what} ${done}.` : `  ${what}: TRTC says that it runs on.`);
      return isDone;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      say(`  ${what}: ${error.code}, ${error.message}`);
      return false;
    }
  }
}

function nameOf({ robot, room, region, sdkAppId, taskId }: Sent): string {
  const task = taskId === undefined ? 'its TaskId was not told' : `TaskId ${taskId}`;
  return `robot ${robot} in room ${room.id} of application ${sdkAppId}, ${region}, ${task}`;
}
