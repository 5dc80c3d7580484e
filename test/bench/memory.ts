import { noPace, type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { type Contender, paceLifted, startContender } from './contender.ts';
import type { Memory } from './report.ts';
import { clearAway, order, outcomes } from './starting.ts';
import { table } from './table.ts';

const tasks = 10_000;
const atOnce = 100;
const marks = [0, 2_000, 4_000, 6_000, 8_000, tasks];
const unlimited = 100_000;

/** What many tasks leave behind in memory: each is started by a command; those of the bot are then ended by TRTC. */
export async function memory(): Promise<string> {
  const standIns = await startStandIns({ limitPerSecond: unlimited, pace: noPace });
  const bot = await startContender('bot', standIns, {
    ...paceLifted,
    BENCH_CALLS_PER_SECOND: String(unlimited),
  });
  const rows = [await measure(standIns, bot)];
  const bare = await startContender('bare', standIns);
  rows.push(await measure(standIns, bare));
  await Promise.all([bot.stop(), bare.stop()]);
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  return `**Memory** after a garbage collection, resident / of it not of files / heap (MB), the limits of TRTC and Slack lifted for both\n\n${table(
    ['', 'at rest', ...marks.slice(1).map((mark) => `${mark} tasks`)],
    rows,
  )}`;
}

async function measure(standIns: StandIns, contender: Contender): Promise<string[]> {
  const { slack } = standIns;
  contender.listen();
  const cells = [contender.name, shown(await contender.memory())];
  for (let done = 0; done < tasks; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, n) => order(standIns, done + n)));
    await slack.until((now) => outcomes(now).length === atOnce);
    await clearAway(standIns, contender, atOnce);
    if (marks.includes(done + atOnce)) cells.push(shown(await contender.memory()));
  }
  return cells;
}

function shown({ rss, anonymous, heapUsed }: Memory): string {
  return [rss, anonymous, heapUsed].map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' / ');
}
