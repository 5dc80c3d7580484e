import { afterEach } from '@jest/globals';
import type { Ephemeral, Message, OpenView, SlackStandIn } from '../../sandbox/slack/index.ts';
import { channels, type Stage, type StageOptions, startStage } from '../../sandbox/stage.ts';

export type { Stage } from '../../sandbox/stage.ts';
export { channels, group, people, sdkAppId, secrets } from '../../sandbox/stage.ts';

const open: Stage[] = [];

/** Starts a stage that is stopped after the test. */
export async function stageFor(options: StageOptions = {}): Promise<Stage> {
  const stage = await startStage(options);
  open.push(stage);
  return stage;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((stage) => stage.stop()));
});

/** The document's own example, as a person types it. */
export const example = 'start --room room123 --user robot123 --room-type 1 --url https://a.b/test.mp4';

/** Roots of a channel, oldest first. */
export function cards(slack: SlackStandIn, channel: string = channels.live.id): readonly Message[] {
  return slack.messages(channel).filter((message) => message.thread_ts === undefined);
}

/** Replies of a channel, oldest first. */
export function replies(slack: SlackStandIn, channel: string = channels.live.id): readonly Message[] {
  return slack.messages(channel).filter((message) => message.thread_ts !== undefined);
}

/** The first reply of the channel, once the card above it was brought up to date. */
export function answered(
  slack: SlackStandIn,
  channel: string = channels.live.id,
): Promise<{ card: Message; reply: Message }> {
  return slack.until((now) => {
    const [card] = cards(now, channel);
    const [reply] = replies(now, channel);
    return card?.edited !== undefined && reply !== undefined && { card, reply };
  });
}

/** The n-th message that one person alone was sent. */
export function whispered(slack: SlackStandIn, n = 1): Promise<Ephemeral> {
  return slack.until((now) => now.ephemerals[n - 1]);
}

/** The form in front of a person, once it is one that can be sent off. */
export function formOf(slack: SlackStandIn, user: string): Promise<OpenView> {
  return slack.until(() => {
    const form = slack.person(user).form;
    return form?.view.submit !== undefined && form;
  });
}

/** All that people can see, as one text, to look for what must not be there. */
export function everythingSeen({ slack }: Stage): string {
  const messages = slack.channels.flatMap((channel) => slack.messages(channel.id));
  return JSON.stringify([messages, slack.ephemerals]);
}
