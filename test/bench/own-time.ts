import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout } from 'node:timers/promises';
import { noPace, type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { type Contender, paceLifted, startContender } from './contender.ts';
import { clearAway, order, outcomes } from './starting.ts';
import { both, percentile, table } from './table.ts';

const warmUps = 200;
const starts = 100;
/** Three contenders in turn: far fewer calls a second in all than TRTC takes. */
const pauseMs = 60;

interface Times {
  /** From the command until the thread (or channel) has the TaskId. */
  total: number[];
  /** The part of it in which a stand-in had a request and had not answered it. */
  inStandIns: number[];
}

/** How long one start takes when nothing else is going on, of which the stand-ins' share is taken away. */
export async function ownTime(): Promise<string> {
  const standIns = await startStandIns({ pace: noPace });
  const all: { contender: Contender; times: Times }[] = [];
  for (const which of ['bot', 'byHand', 'bare'] as const)
    all.push({
      contender: await startContender(which, standIns, paceLifted),
      times: { total: [], inStandIns: [] },
    });
  for (let n = 0; n < warmUps + starts; n += 1) {
    for (const { contender, times } of all) {
      const { total, inStandIns } = await oneStart(standIns, contender, n);
      if (n < warmUps) continue;
      times.total.push(total);
      times.inStandIns.push(inStandIns);
    }
  }
  await Promise.all(all.map(({ contender }) => contender.stop()));
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  return `**From the command to the TaskId**, ${starts} starts one after the other, ${warmUps} before them not counted, with a Slack that takes as many messages as come\n\n${table(
    ['', 'in all, p50 / p99 (ms)', 'in the stand-ins (ms)', 'own time, p50 / p99 (ms)'],
    all.map(({ contender, times }) => [
      contender.name,
      both(times.total),
      percentile(times.inStandIns, 0.5).toFixed(1),
      both(own(times)),
    ]),
  )}`;
}

function own({ total, inStandIns }: Times): number[] {
  return total.map((ms, n) => ms - (inStandIns[n] ?? 0));
}

async function oneStart(standIns: StandIns, contender: Contender, n: number) {
  contender.listen();
  const stopwatch = watchServers();
  const began = performance.now();
  const acknowledged = order(standIns, n);
  await standIns.slack.until((now) => outcomes(now).length === 1);
  const times = { total: performance.now() - began, inStandIns: stopwatch() };
  await acknowledged;
  await clearAway(standIns, contender);
  await setTimeout(pauseMs);
  return times;
}

/** Gives the milliseconds that HTTP requests to this process have been under way in it, and looks no longer. */
function watchServers(): () => number {
  const open = new Map<unknown, number>();
  let closed = 0;
  const began = (message: unknown) => {
    open.set((message as { request: unknown }).request, performance.now());
  };
  const ended = (message: unknown) => {
    const { request } = message as { request: unknown };
    closed += performance.now() - (open.get(request) ?? performance.now());
    open.delete(request);
  };
  subscribe('http.server.request.start', began);
  subscribe('http.server.response.finish', ended);
  return () => {
    unsubscribe('http.server.request.start', began);
    unsubscribe('http.server.response.finish', ended);
    const now = performance.now();
    return [...open.values()].reduce((sum, since) => sum + now - since, closed);
  };
}
