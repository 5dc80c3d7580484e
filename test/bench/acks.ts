import { noPace, startStandIns } from '../../sandbox/stage.ts';
import { type Contender, paceLifted, startContender } from './contender.ts';
import { startPacemaker } from './pace.ts';
import { clearAway } from './starting.ts';
import { both, percentile, table } from './table.ts';

const rates = [20, 50, 100];
/** At each pace; the 99th percentile of them is the eleventh from above. */
const commands = 1_000;
const rounds = 5;
const unlimited = 100_000;

/**
 * How soon commands are acknowledged that come at a steady pace: with the limit of TRTC, beyond which the bot lets starts
 * wait and the bare handler has them refused, and without it, so that all calls of a start are made meanwhile.
 */
export async function acks(): Promise<string> {
  const limited = await measureAll('with the limit of TRTC', 20);
  const lifted = await measureAll('with the limit lifted for both', unlimited);
  return `**Acknowledgement**, ${commands} commands at each pace, with a Slack that takes as many messages as come\n\n${table(
    ['commands a second', 'this bot, p50 / p99 (ms)', 'bare Bolt handler, p50 / p99 (ms)', 'p99 ÷ bare'],
    [...limited, ...lifted],
  )}`;
}

async function measureAll(how: string, limitPerSecond: number): Promise<string[][]> {
  const standIns = await startStandIns({ limitPerSecond, pace: noPace });
  const bot = await startContender('bot', standIns, {
    ...paceLifted,
    BENCH_CALLS_PER_SECOND: String(limitPerSecond),
  });
  const bare = await startContender('bare', standIns);
  const pacemaker = await startPacemaker();
  async function measure(contender: Contender, perSecond: number): Promise<readonly number[]> {
    contender.listen();
    const measured = await pacemaker.keep({ port: contender.port, perSecond, commands: commands / rounds });
    await clearAway(standIns, contender, commands / rounds);
    return measured;
  }

  for (const contender of [bot, bare, bot, bare]) await measure(contender, 50);
  const rows: string[][] = [];
  for (const rate of rates) {
    const measured = { bot: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      measured.bot.push(...(await measure(bot, rate)));
      measured.bare.push(...(await measure(bare, rate)));
    }
    const ratio = percentile(measured.bot, 0.99) / percentile(measured.bare, 0.99);
    rows.push([`${rate}, ${how}`, both(measured.bot), both(measured.bare), ratio.toFixed(2)]);
  }
  pacemaker.stop();
  await Promise.all([bot.stop(), bare.stop()]);
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  return rows;
}
