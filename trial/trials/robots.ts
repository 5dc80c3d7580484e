import { type Bench, noTask } from '../bench.ts';
import { NotSettled } from '../check.ts';
import { newIntegerRoom } from '../names.ts';
import { isGone, runs, type Seen, words } from '../seen.ts';
import type { Trial } from '../trial.ts';

const alreadyThere = 'FailedOperation.TaskExist';
/** So long, in ms, an answer is waited for that is to be lost: the first that lets the request leave. */
const patience = [50, 150, 400];
/** What TRTC answers of a room or a robot that is not there, as far as lists of codes say. */
const notThere = [
  'FailedOperation.RoomNotExist',
  'FailedOperation.UserNotExist',
  'InternalError.UserNotExist',
];

/** What TRTC does about a robot that is there already, that nobody knows of, or that is not there. */
export const robotTrials: readonly Trial[] = [
  {
    name: 'second-start',
    assumes: 'a second start of one robot in one room is refused with FailedOperation.TaskExist.',
    does: 'starts a stream, starts it once more with the same robot and room, and stops all of it.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.running();
      const second = await bench.start();
      bench.check(`The second start is refused with ${alreadyThere}`, second.code === alreadyThere, second);
      const first = await bench.look(taskId);
      bench.check('The first one runs on', runs(first), first);
    },
  },
  {
    name: 'lost-answer',
    assumes:
      'a start whose answer was lost may run: a second one is then refused, and removing the robot ends it.',
    does: 'starts a stream and hangs up before the answer comes, starts it again, removes the robot, and starts it once more.',
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      await startUnheard(bench);
      await bench.wait(10);
      const second = await bench.start();
      const saw =
        second.taskId === undefined
          ? second
          : 'started: the first one was not done, or a second one is not refused (second-start tells)';
      bench.check(`A second start is refused with ${alreadyThere}`, second.code === alreadyThere, saw);
      const removal = await bench.remove();
      bench.check('The robot can be removed', removal.outcome === 'done', removal);
      await bench.wait(10);
      const third = await bench.start();
      bench.check('After that the robot is free to be started', third.taskId !== undefined, third);
    },
  },
  removalTrial('remove-robot', 'RemoveUserByStrRoomId', 'a string room', (bench) => bench.room),
  removalTrial('remove-robot-integer', 'RemoveUser', 'an integer room', (bench) =>
    newIntegerRoom(bench.random),
  ),
  {
    name: 'absent-robot',
    assumes:
      'the removal of a robot that is not there is refused with RoomNotExist or UserNotExist, or does nothing.',
    does: 'removes a robot from a room that does not exist, and one that is not there from a room in which another one plays.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const empty = await bench.remove();
      bench.check('From a room that does not exist', isHarmless(empty), empty);
      const taskId = await bench.running();
      const absent = await bench.remove(`${bench.robot}-not`);
      bench.check('From a room in which it is not', isHarmless(absent), absent);
      const other = await bench.look(taskId);
      bench.check('The robot that is there plays on', runs(other), other);
    },
  },
];

function isHarmless({ outcome, code }: Seen): boolean {
  return outcome === 'done' || notThere.includes(code ?? '');
}

function removalTrial(
  name: string,
  api: string,
  what: string,
  roomFor: (bench: Bench) => Bench['room'],
): Trial {
  return {
    name,
    assumes: `${api} in ap-singapore throws a robot out of ${what}, wherever its stream was started, and that ends its task for good.`,
    does: `starts a stream in ${what}, removes its robot, and looks for its task at once, after 10 and after 60 seconds.`,
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      const room = roomFor(bench);
      const taskId = await bench.running({ room });
      const removal = await bench.remove(bench.robot, room);
      bench.check('The robot is removed', removal.outcome === 'done', removal);
      const atOnce = words(await bench.look(taskId));
      await bench.wait(10);
      const soon = await bench.look(taskId);
      bench.check('Its task is gone after 10 seconds', isGone(soon), `${words(soon)}; at once ${atOnce}`);
      await bench.wait(50);
      const later = await bench.look(taskId);
      bench.check('It does not come back within a minute', isGone(later), later);
    },
  };
}

/** Throws NotSettled where the answer comes all the same, or nothing leaves. */
async function startUnheard(bench: Bench): Promise<void> {
  for (const ms of patience) {
    // Its connection is used again by the start, which thus leaves at once.
    await bench.look(noTask);
    const start = await bench.start({}, { signal: AbortSignal.timeout(ms) });
    if (start.outcome === 'unknown') return;
    if (start.outcome === 'done') break;
    if (start.code !== 'Bot.CannotSend')
      throw new NotSettled(`The start was refused (${words(start)}). ${start.hint}`);
  }
  throw new NotSettled('The answer came too soon to be lost, or nothing left. Try it once more.');
}
