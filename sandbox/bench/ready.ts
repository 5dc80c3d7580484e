import { startStandIns } from '../stage.ts';
import { startContender } from './contender.ts';
import { percentile, table } from './table.ts';

const runs = 7;

/** How long a new process takes until it takes requests. */
export async function ready(): Promise<string> {
  const standIns = await startStandIns();
  const measured = { bot: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    for (const which of ['bot', 'bare'] as const) {
      const contender = await startContender(which, standIns);
      measured[which].push(contender.readyMs);
      await contender.stop();
    }
  }
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  const ratio = percentile(measured.bot, 0.5) / percentile(measured.bare, 0.5);
  const cells = (values: readonly number[]) => percentile(values, 0.5).toFixed(0);
  return `**From the start of the process until it takes requests**, median of ${runs}\n\n${table(
    ['this bot (ms)', 'bare Bolt handler (ms)', 'bot ÷ bare'],
    [[cells(measured.bot), cells(measured.bare), ratio.toFixed(2)]],
  )}`;
}
