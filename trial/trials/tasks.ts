import { knownAfterSeconds, noTask } from '../bench.ts';
import { isGone, runs, words } from '../seen.ts';
import type { Trial } from '../trial.ts';

/** When a new task is looked at, in seconds after its start. */
const looksAt = [0, 2, 5, 10, 15, 20];
/** 20 calls a second are documented for each API; so many at once are too many. */
const tooMany = 30;

/** What TRTC says of tasks: those that are not there, that have just started, that have ended. */
export const taskTrials: readonly Trial[] = [
  {
    name: 'unknown-task',
    assumes: 'of a task that was never there TRTC says that it is not there, whatever is asked.',
    does: 'looks for a task that is not there, stops it and updates it.',
    robots: 0,
    minutes: 0,
    needsUrl: false,
    async run(bench) {
      const look = await bench.look(noTask);
      // Both are answered only once the credentials were accepted, which is what readiness and doctor ask for.
      const said = isGone(look) || look.code === 'InvalidParameter.TaskId';
      bench.check('A look is answered NotExist, TaskNotExist or InvalidParameter.TaskId', said, look);
      const stop = await bench.stop(noTask);
      bench.check('A stop is answered as if it had ended', stop.outcome === 'done' || isGone(stop), stop);
      const update = await bench.update(noTask, { Volume: 100 });
      bench.check('An update is answered NotExist or TaskNotExist', isGone(update), update);
    },
  },
  {
    name: 'limit',
    assumes:
      'more than 20 calls of one API in a second are refused with RequestLimitExceeded, and nothing worse.',
    does: `looks ${tooMany} times at once for a task that is not there.`,
    robots: 0,
    minutes: 0,
    needsUrl: false,
    async run(bench) {
      const looks = await Promise.all(Array.from({ length: tooMany }, () => bench.look(noTask)));
      const tooFast = looks.filter(({ code }) => code?.startsWith('RequestLimitExceeded')).length;
      const saw = `${tooFast} of ${tooMany} refused so`;
      bench.check('Some are refused with RequestLimitExceeded', tooFast > 0, saw);
      bench.check('20 are not', tooMany - tooFast >= 20, saw);
      const unknown = looks.filter(({ outcome }) => outcome === 'unknown').length;
      bench.check('All are answered', unknown === 0, `${unknown} were not`);
    },
  },
  {
    name: 'just-started',
    assumes: `${knownAfterSeconds} seconds after a start at the latest, TRTC knows the task.`,
    does: `starts a stream, looks for its task at ${looksAt.join(', ')} seconds, and stops it.`,
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.started();
      let passed = 0;
      for (const at of looksAt) {
        if (at > passed) await bench.wait(at - passed);
        passed = at;
        const look = await bench.look(taskId);
        if (at >= knownAfterSeconds) bench.check(`It is in progress after ${at} seconds`, runs(look), look);
      }
    },
  },
  {
    name: 'ended-task',
    assumes: 'a task that was stopped is gone for every call, and a second stop does no harm.',
    does: 'starts a stream, stops it twice, looks for its task and updates it.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.running();
      const stop = await bench.stop(taskId);
      bench.check('The stop is done', stop.outcome === 'done', stop);
      await bench.wait(5);
      const second = await bench.stop(taskId);
      bench.check(
        'A second stop is done, or is told that it has ended',
        second.outcome === 'done' || isGone(second),
        second,
      );
      const look = await bench.look(taskId);
      bench.check('A look says that it is gone', isGone(look), look);
      const update = await bench.update(taskId, { Volume: 100 });
      bench.check('An update says that it is gone, as a status or as an error', isGone(update), update);
    },
  },
  {
    name: 'regions',
    assumes: 'a task can be looked at in each region that serves the call, wherever it was started.',
    does: 'starts a stream, looks for its task in every region, and stops it.',
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.running();
      const home = await bench.look(taskId);
      bench.check(`It is in progress in ${bench.app.region}, where it was started`, runs(home), home);
      for (const region of bench.otherRegions) {
        const look = await bench.look(taskId, region);
        const isServed = look.code !== 'UnsupportedRegion';
        const saw = isServed ? words(look) : 'UnsupportedRegion: not served there';
        bench.check(`It is in progress in ${region}, if that serves the call`, !isServed || runs(look), saw);
      }
    },
  },
];
