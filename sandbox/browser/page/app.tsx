import { useCallback, useEffect, useMemo } from 'react';
import type { Act, Snapshot } from '../protocol.ts';
import { ChannelView } from './channel/channel-view.tsx';
import { ThreadPanel } from './channel/thread-panel.tsx';
import { FormDialog } from './form/form-dialog.tsx';
import { Announcer } from './parts/announcer.tsx';
import { ConnectionState } from './parts/connection-state.tsx';
import { HomeView } from './parts/home-view.tsx';
import { Sidebar } from './parts/sidebar.tsx';
import { TrtcPanel } from './trtc/trtc-panel.tsx';
import { type Workspace, WorkspaceContext } from './workspace/context.ts';
import { useNotices } from './workspace/notices.ts';
import { usePlace } from './workspace/place.ts';
import { sendAct } from './workspace/send-act.ts';
import { useSnapshot } from './workspace/use-snapshot.ts';

export function App() {
  const { snapshot, connection } = useSnapshot();
  return (
    <>
      <ConnectionState connection={connection} />
      {snapshot !== undefined && <WorkspaceView snapshot={snapshot} />}
    </>
  );
}

function WorkspaceView({ snapshot }: { snapshot: Snapshot }) {
  const workspace = useWorkspaceOf(snapshot);
  if (workspace === undefined) return <p className="empty">There is nobody in this workspace.</p>;
  const { channel, place, me } = workspace;
  return (
    <WorkspaceContext value={workspace}>
      <div className="workspace">
        <Sidebar />
        <main tabIndex={-1}>
          {channel === undefined ? (
            <HomeView />
          ) : (
            <ChannelView key={`${channel.id} ${me.id}`} channel={channel} />
          )}
        </main>
        {channel !== undefined && place.thread !== undefined ? (
          <ThreadPanel key={`${channel.id} ${place.thread} ${me.id}`} channel={channel} root={place.thread} />
        ) : (
          place.trtc === true && <TrtcPanel />
        )}
      </div>
      <FormDialog />
      <Announcer />
    </WorkspaceContext>
  );
}

function useWorkspaceOf(snapshot: Snapshot): Workspace | undefined {
  const [place, go] = usePlace();
  const me = snapshot.people.find(({ id }) => id === place.as) ?? snapshot.people[0];
  const { notices, notify, forgetProblems, dismiss } = useNotices(snapshot.complaints, me?.id);
  const as = me?.id;
  const act = useCallback(
    async (act: Act) => {
      forgetProblems();
      const answer = await sendAct(as ?? '', act);
      if (!answer.ok) notify(answer.problem);
      return answer;
    },
    [as, notify, forgetProblems],
  );
  const isUndrawnHome = place.at === 'home' && !snapshot.homes.some(({ user }) => user === as);
  useEffect(() => {
    if (isUndrawnHome) void act({ type: 'open-home' });
  }, [isUndrawnHome, act]);

  return useMemo(() => {
    if (me === undefined) return undefined;
    const named = snapshot.channels.find(({ id }) => id === place.at);
    const channel = place.at === 'home' ? undefined : (named ?? snapshot.channels[0]);
    return { snapshot, me, channel, place, go, act, notices, notify, dismiss };
  }, [snapshot, me, place, go, act, notices, notify, dismiss]);
}
