import { type Entry, keyOf } from '../workspace/conversation.ts';
import { MessageRow } from './message-row.tsx';
import type { Following } from './use-following.ts';

interface ListProps {
  label: string;
  entries: readonly Entry[];
  inThread?: boolean;
  following: Following;
  /** Said where there is nothing. */
  empty: string;
}

/** Messages, oldest first. */
export function MessageList({ label, entries, inThread = false, following, empty }: ListProps) {
  const { list, onScroll, newBelow, goToEnd } = following;
  return (
    <>
      <section
        ref={list}
        className="messages"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {entries.length === 0 && <p className="empty">{empty}</p>}
        <ol>
          {entries.map((entry) => (
            <MessageRow key={keyOf(entry)} entry={entry} inThread={inThread} />
          ))}
        </ol>
      </section>
      {newBelow && (
        <button type="button" className="button jump" onClick={goToEnd}>
          New messages <span aria-hidden="true">↓</span>
        </button>
      )}
    </>
  );
}
