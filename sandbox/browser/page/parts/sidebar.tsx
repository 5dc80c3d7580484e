import type { PageChannel } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';
import { botName, channelsOf, channelTitle } from '../workspace/names.ts';
import { useUnread } from '../workspace/unread.ts';
import { PersonSwitch } from './person-switch.tsx';

/** Where one can go: channels, direct messages, Home of the app, and the far side. */
export function Sidebar() {
  const { snapshot, me, channel, place, go, act } = useWorkspace();
  const unread = useUnread();
  const channels = channelsOf(snapshot, me.id);
  const direct = channels.filter(({ directTo }) => directTo !== undefined);
  const goTo = (at: string) => {
    const { thread: _thread, ...rest } = place;
    go({ ...rest, as: me.id, at });
  };
  const link = (one: PageChannel) => (
    <NavItem
      key={one.id}
      sign={one.directTo === undefined ? (one.private ? '🔒' : '#') : '▶'}
      label={channelTitle(snapshot, one).replace(/^#/, '')}
      note={one.archived ? 'archived' : undefined}
      current={channel?.id === one.id}
      unread={unread.has(one.id)}
      onPick={() => {
        goTo(one.id);
        if (one.directTo !== undefined) void act({ type: 'open-messages' });
      }}
    />
  );
  return (
    <nav className="sidebar" aria-label="Workspace">
      <p className="workspace-name">
        Sandbox <span className="mode">{snapshot.bot.mode === 'http' ? 'HTTP' : 'Socket Mode'}</span>
      </p>
      <PersonSwitch />
      <h2>Channels</h2>
      <ul>{channels.filter(({ directTo }) => directTo === undefined).map(link)}</ul>
      <h2>Direct messages</h2>
      <ul>{direct.map(link)}</ul>
      <h2>Apps</h2>
      <ul>
        <NavItem
          sign="⌂"
          label={`${botName(snapshot)} Home`}
          current={channel === undefined}
          onPick={() => {
            goTo('home');
            void act({ type: 'open-home' });
          }}
        />
      </ul>
      <h2>Far side</h2>
      <ul>
        <li>
          <button
            type="button"
            aria-pressed={place.trtc === true && place.thread === undefined}
            onClick={() => {
              const { thread, ...rest } = place;
              go({ ...rest, trtc: thread !== undefined || place.trtc !== true });
            }}
          >
            <span aria-hidden="true">◎</span> TRTC
          </button>
        </li>
      </ul>
    </nav>
  );
}

interface NavItemProps {
  sign: string;
  label: string;
  note?: string | undefined;
  current: boolean;
  unread?: boolean;
  onPick: () => void;
}

function NavItem({ sign, label, note, current, unread = false, onPick }: NavItemProps) {
  return (
    <li>
      <button type="button" aria-current={current ? 'page' : undefined} data-unread={unread} onClick={onPick}>
        <span aria-hidden="true">{sign}</span> {label}
        {note !== undefined && <small> ({note})</small>}
        {unread && (
          <>
            <span className="unseen"> unread</span>
            <span className="dot" aria-hidden="true" />
          </>
        )}
      </button>
    </li>
  );
}
