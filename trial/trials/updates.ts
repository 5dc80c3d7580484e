import { runs, words } from '../seen.ts';
import type { Trial } from '../trial.ts';

/** No name ends so (RFC 2606), and it is no private address, for which Tencent bans accounts. */
export const unreachableUrl = 'https://unreachable.invalid/test.mp4';
/** After so many seconds TRTC has failed three times: it tries at 0, 1 and 3 seconds (page 62717). */
const failedAfter = 60;

/** What can be changed while a stream runs. */
export const updateTrials: readonly Trial[] = [
  {
    name: 'volume',
    assumes:
      'a volume from 101 to 200, which the SDK names and the pages do not, is taken by start and update.',
    does: 'starts a stream at volume 150, changes it to 200, and stops it.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const start = await bench.start({ volume: 150 });
      bench.check('The start takes 150', start.taskId !== undefined, start);
      const taskId = start.taskId ?? (await bench.started());
      await bench.wait(10);
      const update = await bench.update(taskId, { Volume: 200 });
      bench.check('The update takes 200', update.outcome === 'done', update);
    },
  },
  {
    name: 'pause',
    assumes: 'a paused task is in progress for every look, and goes on when it is resumed.',
    does: 'starts a stream, pauses it, looks for its task, resumes it, looks again, and stops it.',
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.running();
      const pause = await bench.update(taskId, { IsPause: true });
      bench.check('The pause is answered InProgress', runs(pause), pause);
      await bench.wait(10);
      const paused = await bench.look(taskId);
      bench.check('A paused task is in progress', runs(paused), paused);
      const resume = await bench.update(taskId, { IsPause: false });
      bench.check('The resumption is answered InProgress', runs(resume), resume);
      await bench.wait(10);
      const resumed = await bench.look(taskId);
      bench.check('It is in progress after that', runs(resumed), resumed);
    },
  },
  {
    name: 'update-after-failures',
    assumes:
      'a task whose URL cannot be reached runs on, and after three failures an update to a URL that plays revives it.',
    does: 'starts a stream from a URL that nobody can reach, waits, changes it to yours, waits, and stops it.',
    robots: 1,
    minutes: 3,
    needsUrl: true,
    async run(bench) {
      const taskId = await bench.started({ url: unreachableUrl });
      await bench.wait(15);
      const soon = words(await bench.look(taskId));
      await bench.wait(failedAfter - 15);
      const failed = await bench.look(taskId);
      const saw = `${words(failed)}; after 15 s ${soon}`;
      bench.check(`It is in progress ${failedAfter} seconds later`, runs(failed), saw);
      const update = await bench.update(taskId, { StreamUrl: bench.url });
      bench.check('The update is answered InProgress', runs(update), update);
      await bench.wait(30);
      const revived = await bench.look(taskId);
      bench.check('It is in progress 30 seconds after that', runs(revived), revived);
    },
  },
];
