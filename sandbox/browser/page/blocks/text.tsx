import { Fragment, type ReactNode } from 'react';
import type { Text as BlockText } from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import { useWorkspace } from '../workspace/context.ts';
import { groupHandle, personName } from '../workspace/names.ts';
import { type Inline, type Paragraph, parseMrkdwn } from './mrkdwn.ts';
import { formatDate } from './slack-date.ts';

/** A text object of Block Kit. */
export function Text({ text }: { text: BlockText }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : withEmoji(text.text);
}

export function Mrkdwn({ text }: { text: string }) {
  return (
    <div className="mrkdwn">
      {parseMrkdwn(text).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have nothing else to be told apart by
        <ParagraphView key={index} paragraph={paragraph} />
      ))}
    </div>
  );
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  if (paragraph.type === 'pre') return <pre>{paragraph.text}</pre>;
  const lines = paragraph.lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have nothing else to be told apart by
    <Fragment key={index}>
      {index > 0 && <br />}
      {inline(line)}
    </Fragment>
  ));
  return paragraph.type === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>;
}

function inline(parts: readonly Inline[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have nothing else to be told apart by
  return parts.map((part, index) => <InlineView key={index} part={part} />);
}

function InlineView({ part }: { part: Inline }) {
  switch (part.type) {
    case 'text':
      return withEmoji(part.text);
    case 'code':
      return <code>{part.text}</code>;
    case 'styled':
      if (part.style === 'bold') return <strong>{inline(part.children)}</strong>;
      return part.style === 'italic' ? <em>{inline(part.children)}</em> : <s>{inline(part.children)}</s>;
    case 'date':
      return <Moment {...part} />;
    case 'link':
      return <Link href={part.href}>{part.label}</Link>;
    default:
      return <Mention {...part} />;
  }
}

type MentionPart = Extract<Inline, { type: 'user' | 'channel' | 'group' | 'everyone' }>;

function Mention({ type, id, label }: MentionPart) {
  const { snapshot, me } = useWorkspace();
  if (type === 'channel') {
    const name = snapshot.channels.find((channel) => channel.id === id)?.name;
    return <span className="mention">#{name ?? label ?? id}</span>;
  }
  const name = type === 'user' ? personName(snapshot, id) : groupHandle(snapshot, id);
  const ofMe = id === me.id ? ' mention-me' : '';
  return <span className={`mention${ofMe}`}>@{name ?? label?.replace(/^@/, '') ?? id}</span>;
}

function Moment({ seconds, format, fallback, link }: Extract<Inline, { type: 'date' }>) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  const time = (
    <time dateTime={at.toISOString()} title={at.toString()}>
      {formatDate(seconds, format, fallback)}
    </time>
  );
  return link === undefined ? time : <Link href={link}>{time}</Link>;
}

/** Other addresses than these are text: nothing that a stream is called may run in the page. */
function Link({ href, children }: { href: string; children: ReactNode }) {
  if (!/^(https?:|mailto:)/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
