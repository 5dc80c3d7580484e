import { afterEach } from '@jest/globals';
import type { Ephemeral, Message, OpenView, SlackStandIn } from '../../sandbox/slack/index.ts';
import { channels, people, type Stage, type StageOptions, startStage } from '../../sandbox/stage.ts';

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

/** Starts a stream as alice and gives its handle and TaskId, once the thread has them. */
export async function startOne(
  { slack, trtc }: Stage,
  typed = example,
): Promise<{ handle: string; taskId: string; card: Message }> {
  const before = replies(slack).length;
  await slack.person(people.alice.id).command(typed);
  const reply = await slack.until((now) => replies(now)[before]);
  const card = await slack.until((now) =>
    cards(now).find((each) => each.ts === reply.thread_ts && each.edited !== undefined),
  );
  const handle = /task `([a-z2-9]{6})`/.exec(reply.text)?.[1] ?? '';
  return { handle, taskId: trtc.tasks.at(-1)?.taskId ?? '', card };
}

/** The newest version of a card. */
export function cardNow(slack: SlackStandIn, ts: string): Message | undefined {
  return cards(slack).find((card) => card.ts === ts);
}

/** The texts of a thread, without its card. */
export function threadOf(slack: SlackStandIn, ts: string, channel: string = channels.live.id): string[] {
  return slack
    .thread(channel, ts)
    .slice(1)
    .map((message) => message.text);
}

/** Resolves when the thread holds so many messages and the card above was edited after each. */
export async function toldInThread(slack: SlackStandIn, ts: string, count: number): Promise<string[]> {
  return slack.until((now) => {
    const texts = threadOf(now, ts);
    return texts.length >= count && texts;
  });
}
