import { useMemo } from 'react';
import type { PageChannel } from '../../protocol.ts';
import { Notices } from '../parts/notices.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { channelEntries } from '../workspace/conversation.ts';
import { channelTitle } from '../workspace/names.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { useFollowing } from './use-following.ts';

/** A channel, or a person's direct messages with the bot. */
export function ChannelView({ channel }: { channel: PageChannel }) {
  const { snapshot, me, act } = useWorkspace();
  const entries = useMemo(() => channelEntries(snapshot, channel.id, me.id), [snapshot, channel.id, me.id]);
  const following = useFollowing(entries);
  const title = channelTitle(snapshot, channel);
  return (
    <>
      <header className="head">
        <h1>{title}</h1>
        <span className="quiet">{describe(channel)}</span>
        {!channel.botIsMember && !channel.archived && (
          <button
            type="button"
            className="button"
            onClick={() => void act({ type: 'invite-bot', channel: channel.id })}
          >
            Add the bot
          </button>
        )}
      </header>
      <MessageList
        label={`Messages in ${title}`}
        entries={entries}
        following={following}
        empty="Nothing has been said here yet."
      />
      <Notices />
      {channel.closed === undefined ? (
        <Composer channel={channel} onSend={following.goToEnd} />
      ) : (
        <p className="composer quiet">{channel.closed}</p>
      )}
    </>
  );
}

function describe({ directTo, private: isPrivate, archived, botIsMember }: PageChannel): string {
  if (directTo !== undefined) return 'direct messages with the bot';
  const kind = isPrivate ? 'private channel' : 'public channel';
  return [kind, ...(archived ? ['archived'] : []), ...(botIsMember ? [] : ['the bot is not in it'])].join(
    ' · ',
  );
}
