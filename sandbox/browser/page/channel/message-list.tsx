import { useLayoutEffect, useRef } from 'react';
import { type Entry, keyOf } from '../workspace/conversation.ts';
import { MessageRow } from './message-row.tsx';

interface ListProps {
  label: string;
  entries: readonly Entry[];
  inThread?: boolean;
  /** Said where there is nothing. */
  empty: string;
}

/** Whoever is so near the newest message is taken along by the next, in pixels. */
const nearEnd = 60;

/** Messages, oldest first, scrolled to the newest unless somebody reads further up. */
export function MessageList({ label, entries, inThread = false, empty }: ListProps) {
  const list = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: edits change the height as well as new messages do
  useLayoutEffect(() => {
    if (atEnd.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [entries]);
  return (
    <section
      ref={list}
      className="messages"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
    >
      {entries.length === 0 && <p className="empty">{empty}</p>}
      <ol>
        {entries.map((entry) => (
          <MessageRow key={keyOf(entry)} entry={entry} inThread={inThread} />
        ))}
      </ol>
    </section>
  );
}
