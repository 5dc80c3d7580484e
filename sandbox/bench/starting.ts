import type { SlackStandIn } from '../slack/index.ts';
import { channels, people, type StandIns } from '../stage.ts';
import type { Contender } from './contender.ts';

/** Orders the start of the n-th stream; gives the milliseconds until that was acknowledged, or Slack gave up waiting. */
export function order(standIns: StandIns, n: number): Promise<number> {
  return orderIn(standIns, n, channels.live.id);
}

/** The same in a channel. */
export async function orderIn({ slack }: StandIns, n: number, channel: string): Promise<number> {
  const began = performance.now();
  await slack.person(people.alice.id).command(`start room-${n} https://a.b/${n}.mp4`, { channel });
  return performance.now() - began;
}

/** What people read of how starts came out. */
export function outcomes(slack: SlackStandIn): string[] {
  return outcomesIn(slack, channels.live.id);
}

/** The same in a channel. */
export function outcomesIn(slack: SlackStandIn, channel: string): string[] {
  return slack
    .messages(channel)
    .map((message) => message.text)
    .filter((text) => /TaskId|failed|❌/.test(text));
}

/** Waits until so many starts have come to rest with the contender, then forgets all that was. */
export async function clearAway(
  { slack, trtc }: StandIns,
  { atRest }: Pick<Contender, 'atRest'>,
  starts = 1,
): Promise<void> {
  await slack.until(
    (now) => now.messages(channels.live.id).filter(({ text }) => atRest.test(text)).length >= starts,
  );
  slack.reset();
  trtc.reset();
}
