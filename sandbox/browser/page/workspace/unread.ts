import { useEffect } from 'react';
import { useWorkspace } from './context.ts';
import { channelEntries, type Entry } from './conversation.ts';
import { channelsOf } from './names.ts';
import { useKept } from './use-kept.ts';

/** The channels in which somebody else wrote since this person last had them open, by id. */
export function useUnread(): ReadonlySet<string> {
  const { snapshot, me, channel } = useWorkspace();
  const [read, setRead] = useKept<Readonly<Record<string, string>>>('read', {});
  const keyOf = (id: string) => `${me.id} ${id}`;
  const byOthers = ({ kind, message }: Entry) => kind === 'ephemeral' || message.user !== me.id;
  const newest = (id: string) => channelEntries(snapshot, id, me.id).findLast(byOthers)?.message.ts ?? '';

  const openKey = channel === undefined ? undefined : keyOf(channel.id);
  const openNewest = channel === undefined ? '' : newest(channel.id);
  useEffect(() => {
    if (openKey !== undefined) setRead((before) => ({ ...before, [openKey]: openNewest }));
  }, [openKey, openNewest, setRead]);

  const others = channelsOf(snapshot, me.id).filter(({ id }) => id !== channel?.id);
  return new Set(others.map(({ id }) => id).filter((id) => newest(id) > (read[keyOf(id)] ?? '')));
}
