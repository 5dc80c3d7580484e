import { type Entry, keyOf } from '../workspace/conversation.ts';
import { MessageRow } from './message-row.tsx';
import { useFollowing } from './use-following.ts';

interface ListProps {
  label: string;
  entries: readonly Entry[];
  inThread?: boolean;
  /** How often this person has sent something off here. */
  sent: number;
  /** Said where there is nothing. */
  empty: string;
}

/** Messages, oldest first. */
export function MessageList({ label, entries, inThread = false, sent, empty }: ListProps) {
  const { list, onScroll, newBelow, goToEnd } = useFollowing(entries, sent);
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
