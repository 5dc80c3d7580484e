import { setTimeout } from 'node:timers/promises';
import type { SlackStandIn } from '../slack/index.ts';
import { channels, people, type StandIns } from '../stage.ts';
import type { Contender } from './contender.ts';

/** Orders the start of the n-th stream; gives the milliseconds until that was acknowledged, or Slack gave up waiting. */
export async function order({ slack }: StandIns, n: number): Promise<number> {
  const began = performance.now();
  await slack.person(people.alice.id).command(`start room-${n} https://a.b/${n}.mp4`);
  return performance.now() - began;
}

/** What the channel reads of how starts came out. */
export function outcomes(slack: SlackStandIn): string[] {
  return slack
    .messages(channels.live.id)
    .map((message) => message.text)
    .filter((text) => /TaskId|failed|❌/.test(text));
}

/** Waits until so many calls of Slack are answered, then forgets all that was. */
export async function clearAway({ slack, trtc }: StandIns, calls: number): Promise<void> {
  await slack.until((now) => now.calls.filter((call) => call.answer !== undefined).length >= calls);
  slack.reset();
  trtc.reset();
}

/** Orders streams at a steady pace, whatever the answers; gives what `order` gives. */
export async function orderSteadily(
  standIns: StandIns,
  contender: Contender,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  contender.listen();
  const count = perSecond * seconds;
  const began = performance.now();
  const acks: Promise<number>[] = [];
  for (let n = 0; n < count; n += 1) {
    await setTimeout(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    acks.push(order(standIns, n));
  }
  const measured = await Promise.all(acks);
  await clearAway(standIns, count * contender.slackCalls);
  return measured;
}
