import type { Ephemeral, Message } from '../../../slack/types.ts';
import type { Snapshot } from '../../protocol.ts';

/** One line of a channel or thread. */
export type Entry = { kind: 'message'; message: Message } | { kind: 'ephemeral'; message: Ephemeral };

/** What a person sees in a channel: roots, broadcast replies and what is for them alone, oldest first. */
export function channelEntries(snapshot: Snapshot, channel: string, person: string): Entry[] {
  return entries(
    snapshot.messages.filter(
      (one) => one.channel === channel && (!isReply(one) || one.reply_broadcast === true),
    ),
    snapshot.ephemerals.filter(
      (one) => one.channel === channel && one.user === person && one.thread_ts === undefined,
    ),
  );
}

/** The root, its replies and what is for this person alone, oldest first. */
export function threadEntries(snapshot: Snapshot, channel: string, root: string, person: string): Entry[] {
  return entries(
    snapshot.messages.filter((one) => one.channel === channel && (one.ts === root || one.thread_ts === root)),
    snapshot.ephemerals.filter(
      (one) => one.channel === channel && one.user === person && one.thread_ts === root,
    ),
  );
}

export function isReply({ ts, thread_ts }: Message): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
}

export function repliesTo(snapshot: Snapshot, { channel, ts }: Message): Message[] {
  return snapshot.messages.filter((one) => one.channel === channel && one.thread_ts === ts && isReply(one));
}

function entries(messages: readonly Message[], ephemerals: readonly Ephemeral[]): Entry[] {
  return [
    ...messages.map((message): Entry => ({ kind: 'message', message })),
    ...ephemerals.map((message): Entry => ({ kind: 'ephemeral', message })),
  ].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
}

export function keyOf({ kind, message }: Entry): string {
  return `${kind} ${message.channel} ${message.ts}`;
}
