import { useMemo } from 'react';
import type { PageChannel } from '../../protocol.ts';
import { PanelHead } from '../parts/panel-head.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { threadEntries } from '../workspace/conversation.ts';
import { channelTitle } from '../workspace/names.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { useFollowing } from './use-following.ts';

/** A thread beside its channel. */
export function ThreadPanel({ channel, root }: { channel: PageChannel; root: string }) {
  const { snapshot, me } = useWorkspace();
  const entries = useMemo(
    () => threadEntries(snapshot, channel.id, root, me.id),
    [snapshot, channel.id, root, me.id],
  );
  const following = useFollowing(entries);
  return (
    <aside className="side" aria-label="Thread">
      <PanelHead title="Thread" detail={channelTitle(snapshot, channel)} />
      <MessageList
        label="Messages of the thread"
        entries={entries}
        inThread
        following={following}
        empty="This thread is not here any more."
      />
      {channel.closed === undefined && (
        <Composer channel={channel} thread={root} onSend={following.goToEnd} />
      )}
    </aside>
  );
}
