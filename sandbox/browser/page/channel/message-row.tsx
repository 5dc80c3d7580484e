import type { ReactNode } from 'react';
import type { Ephemeral, Message } from '../../../slack/types.ts';
import type { PressPlace } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { DrawnText } from '../blocks/drawn.tsx';
import { parseMrkdwn } from '../blocks/mrkdwn.ts';
import { clock } from '../blocks/slack-date.ts';
import { useFocusKept } from '../parts/use-focus-kept.ts';
import { useWorkspace } from '../workspace/context.ts';
import { type Entry, isReply, repliesTo } from '../workspace/conversation.ts';
import { botName, personName } from '../workspace/names.ts';
import { MessageMenu } from './message-menu.tsx';

interface RowProps {
  entry: Entry;
  /** Whether it stands in a thread. */
  inThread: boolean;
}

/** A message with who wrote it, when, and what can be done with it. */
export function MessageRow({ entry, inThread }: RowProps) {
  if (entry.kind === 'ephemeral') return <EphemeralRow message={entry.message} />;
  const { message } = entry;
  const { channel, ts } = message;
  return (
    <Row message={message} byBot={message.bot_id !== undefined} where={{ message: { channel, ts } }}>
      {message.reply_broadcast === true && (
        <p className="row-note">↳ {inThread ? 'also sent to the channel' : 'replied to a thread'}</p>
      )}
      <Content message={message} where={{ message: { channel, ts } }} />
      {!inThread && <ThreadLink message={message} />}
      <MessageMenu message={message} inThread={inThread} />
    </Row>
  );
}

function EphemeralRow({ message }: { message: Ephemeral }) {
  const { channel, ts } = message;
  const where = { ephemeral: { channel, ts } };
  return (
    <Row message={message} byBot where={where}>
      <p className="row-note">
        <span aria-hidden="true">◉ </span>Only visible to you
      </p>
      <Content message={message} where={where} />
    </Row>
  );
}

interface FrameProps {
  message: Message | Ephemeral;
  byBot: boolean;
  where: PressPlace;
  children: ReactNode;
}

function Row({ message, byBot, where, children }: FrameProps) {
  const { snapshot } = useWorkspace();
  const name = byBot ? botName(snapshot) : (personName(snapshot, message.user) ?? message.user);
  const at = new Date(Number(message.ts) * 1000);
  const focusKept = useFocusKept<HTMLLIElement>();
  return (
    <li {...focusKept} tabIndex={-1} className={`row${'ephemeral' in where ? ' row-ephemeral' : ''}`}>
      <span className={`avatar${byBot ? ' avatar-bot' : ''}`} aria-hidden="true">
        {byBot ? '▶' : name.slice(0, 1).toUpperCase()}
      </span>
      <div className="row-main">
        <p className="row-head">
          <b>{name}</b> {byBot && <span className="badge">App</span>}{' '}
          <time dateTime={at.toISOString()} title={at.toString()}>
            {clock(at)}
          </time>
        </p>
        {children}
      </div>
    </li>
  );
}

function Content({ message, where }: { message: Message | Ephemeral; where: PressPlace }) {
  const { blocks = [], text } = message;
  return (
    <>
      {blocks.length > 0 ? <Blocks blocks={blocks} where={where} /> : <DrawnText text={parseMrkdwn(text)} />}
      {'edited' in message && message.edited !== undefined && <p className="quiet">(edited)</p>}
    </>
  );
}

function ThreadLink({ message }: { message: Message }) {
  const { snapshot, place, go } = useWorkspace();
  const root = message.thread_ts ?? message.ts;
  const open = () => go({ ...place, thread: root });
  if (isReply(message)) {
    return (
      <button type="button" className="link-button" onClick={open}>
        View thread
      </button>
    );
  }
  const { length } = repliesTo(snapshot, message);
  if (length === 0) return null;
  return (
    <button type="button" className="link-button" aria-expanded={place.thread === root} onClick={open}>
      {length} {length === 1 ? 'reply' : 'replies'}
    </button>
  );
}
