import { useMemo, useState } from 'react';
import type { PageChannel } from '../../protocol.ts';
import { PanelHead } from '../parts/panel-head.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { threadEntries } from '../workspace/conversation.ts';
import { channelTitle } from '../workspace/names.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

/** A thread beside its channel. */
export function ThreadPanel({ channel, root }: { channel: PageChannel; root: string }) {
  const { snapshot, me } = useWorkspace();
  const entries = useMemo(
    () => threadEntries(snapshot, channel.id, root, me.id),
    [snapshot, channel.id, root, me.id],
  );
  const [sent, setSent] = useState(0);
  return (
    <aside className="side" aria-label="Thread">
      <PanelHead title="Thread" detail={channelTitle(snapshot, channel)} />
      <MessageList
        label="Messages of the thread"
        entries={entries}
        inThread
        sent={sent}
        empty="This thread is not here any more."
      />
      {channel.closed === undefined && (
        <Composer channel={channel} thread={root} onSend={() => setSent(sent + 1)} />
      )}
    </aside>
  );
}
