import { setTimeout } from 'node:timers/promises';
import { noPace, type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { type Contender, paceLifted, startContender } from './contender.ts';
import { clearAway, order, outcomes } from './starting.ts';
import { percentile, table } from './table.ts';

const commands = 200;
const limitPerSecond = 20;
/** The first 20 may leave at once, so the last of 200 may leave after nine seconds. */
const leastMs = (commands / limitPerSecond - 1) * 1000;
/** Until the warm-up no longer counts against the limit. */
const coolDownMs = 1_100;

/** How much of what TRTC takes is used when many commands come at once. */
export async function starts(): Promise<string> {
  const standIns = await startStandIns({ limitPerSecond, pace: noPace });
  const rows: string[][] = [];
  for (const which of ['bot', 'bare'] as const) {
    const contender = await startContender(which, standIns, paceLifted);
    rows.push(await measure(standIns, contender));
    await contender.stop();
  }
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  return `**${commands} commands at once**, TRTC takes ${limitPerSecond} starts in any second, Slack as many messages as come\n\n${table(
    [
      '',
      'started',
      'refused calls',
      `share of the budget (${leastMs / 1000} s ÷ first call to last)`,
      'seconds until the last answer',
      'slowest acknowledgement (ms)',
    ],
    rows,
  )}`;
}

async function measure(standIns: StandIns, contender: Contender): Promise<string[]> {
  const { slack, trtc } = standIns;
  contender.listen();
  await order(standIns, commands);
  await clearAway(standIns, contender);
  await setTimeout(coolDownMs);
  const began = performance.now();
  const acks = await Promise.all(Array.from({ length: commands }, (_, n) => order(standIns, n)));
  await slack.until((now) => outcomes(now).length === commands);
  const seconds = (performance.now() - began) / 1000;
  const { calls } = trtc;
  const refused = calls.filter((call) => call.outcome.kind === 'error').length;
  const tookMs = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0);
  const row = [
    contender.name,
    String(outcomes(slack).filter((text) => text.includes('TaskId')).length),
    String(refused),
    refused > 0 ? '–' : `${((leastMs / tookMs) * 100).toFixed(1)} %`,
    seconds.toFixed(2),
    percentile(acks, 1).toFixed(0),
  ];
  await clearAway(standIns, contender, commands);
  return row;
}
