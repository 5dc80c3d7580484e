import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { channels, people, type StandIns } from '../../sandbox/stage.ts';
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

/** The bot's last word on a task. */
const ended = /has ended ·/;

/**
 * Waits until so many starts have come to rest with the contender, ends what it follows, then forgets all that was: a bot
 * that finds only later that its tasks are gone would ask and tell in the midst of what is measured next.
 */
export async function clearAway(
  { slack, trtc }: StandIns,
  { atRest, callbacks }: Pick<Contender, 'atRest' | 'callbacks'>,
  starts = 1,
): Promise<void> {
  const said = (what: RegExp, times: number) =>
    slack.until(
      (now) => now.messages(channels.live.id).filter(({ text }) => what.test(text)).length >= times,
    );
  await said(atRest, starts);
  if (callbacks !== undefined) {
    const { tasks } = trtc;
    trtc.callbackTo(callbacks);
    for (const { taskId } of tasks) trtc.source(taskId).finish();
    await said(ended, tasks.length);
    trtc.callbackTo(undefined);
  }
  slack.reset();
  trtc.reset();
}
