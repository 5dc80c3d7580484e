import { setTimeout } from 'node:timers/promises';
import { noPace, people, type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { hasFfmpeg, makeSamples } from '../support/media-samples.ts';
import { file, startMediaServer } from '../support/media-server.ts';
import { type Contender, paceLifted, startContender } from './contender.ts';
import { clearAway, outcomes } from './starting.ts';
import { both, percentile, table } from './table.ts';

const warmUps = 50;
const starts = 100;
/** Two contenders in turn: far fewer calls a second than TRTC takes. */
const pauseMs = 80;

/** How much later TRTC is asked if a good source is looked at first. */
export async function checkedStarts(): Promise<string> {
  if (!hasFfmpeg)
    return '**Starts with a check** were not measured: there is no ffmpeg to make a source with.';
  const server = await startMediaServer();
  for (const [path, bytes] of makeSamples(['faststart.mp4'])) server.add(`/${path}`, file(bytes));
  const standIns = await startStandIns({ pace: noPace });
  const settings = { ...paceLifted, INGEST_PROBE_ALLOW: '127.0.0.1' };
  const without = { name: 'without a check', its: await startContender('bot', standIns, settings) };
  const withCheck = await startContender('bot', standIns, { ...settings, INGEST_PROBE: 'warn' });
  const all = [
    { ...without, times: [] as number[] },
    { name: '`INGEST_PROBE=warn`', its: withCheck, times: [] as number[] },
  ];
  for (let n = 0; n < warmUps + starts; n += 1) {
    for (const { its, times } of all) {
      const ms = await untilCalled(standIns, its, `${server.origin}/faststart.mp4`, n);
      if (n >= warmUps) times.push(ms);
    }
  }
  await Promise.all(all.map(({ its }) => its.stop()));
  await Promise.all([standIns.slack.close(), standIns.trtc.close(), server.close()]);
  const [plain = [], checked = []] = all.map(({ times }) => times);
  const later = (part: number) => (percentile(checked, part) - percentile(plain, part)).toFixed(1);
  return `**A start whose source is looked at**, ${starts} one after the other, from the command until TRTC is called, the source a good MP4 on loopback

${table(
  ['', 'p50 / p99 (ms)'],
  all.map(({ name, times }) => [name, both(times)]),
)}

At the median TRTC is called ${later(0.5)} ms later, at the 99th percentile ${later(0.99)} ms.`;
}

async function untilCalled(
  standIns: StandIns,
  contender: Contender,
  url: string,
  n: number,
): Promise<number> {
  contender.listen();
  const began = performance.now();
  const acknowledged = standIns.slack.person(people.alice.id).command(`start room-${n} ${url}`);
  await standIns.trtc.until((api) => api.calls.length === 1);
  const ms = performance.now() - began;
  await acknowledged;
  await standIns.slack.until((now) => outcomes(now).length === 1);
  await clearAway(standIns, contender);
  await setTimeout(pauseMs);
  return ms;
}
