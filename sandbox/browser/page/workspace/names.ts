import type { PageChannel, Snapshot } from '../../protocol.ts';

/** What the bot is called: its command without the slash. */
export function botName({ command }: Snapshot): string {
  return command.name.replace(/^\//, '');
}

export function personName(snapshot: Snapshot, id: string): string | undefined {
  return snapshot.people.find((person) => person.id === id)?.name;
}

export function groupHandle(snapshot: Snapshot, id: string): string | undefined {
  return snapshot.groups?.find((group) => group.id === id)?.handle;
}

export function channelTitle(snapshot: Snapshot, channel: PageChannel): string {
  return channel.directTo === undefined ? `#${channel.name}` : botName(snapshot);
}

/** Channels of everybody, and only this person's own direct messages. */
export function channelsOf({ channels }: Snapshot, person: string): PageChannel[] {
  return channels.filter(({ directTo }) => directTo === undefined || directTo === person);
}
