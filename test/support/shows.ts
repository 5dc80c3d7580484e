import type { Message } from '../../sandbox/slack/index.ts';
import { channels, formOf, people, type Stage } from './bot-stage.ts';

/** A bot that tells soon what it gathers. */
export const gathersSoon = { gatherMs: 20 };

/** So many rows as people paste them. */
export const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => `room${n} https://a.b/${n}.mp4`).join('\n');

/** Fills in the form of a show as alice and sends it off. */
export async function saveShow(
  { slack }: Stage,
  rows: string,
  more: Record<string, string> = {},
): Promise<void> {
  const alice = slack.person(people.alice.id);
  await alice.command('show');
  const form = await formOf(slack, people.alice.id);
  alice.fill(form.id, { name: 'late-show', channel: channels.live.id, 'rows-0': rows, ...more });
  await alice.submit(form.id);
}

/** The board in the channel of shows, the oldest if there are several. */
export function boardOf({ slack }: Stage): Message | undefined {
  return slack.messages(channels.live.id).find(({ thread_ts }) => thread_ts === undefined);
}
