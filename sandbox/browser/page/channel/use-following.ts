import { type RefObject, type UIEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type Entry, keyOf } from '../workspace/conversation.ts';

/** Whoever is so near the newest message is taken along by the next, in pixels. */
const nearEnd = 60;

export interface Following {
  /** What scrolls. */
  list: RefObject<HTMLElement | null>;
  onScroll: (event: UIEvent) => void;
  /** Whether there is something new that is not seen. */
  newBelow: boolean;
  goToEnd: () => void;
}

/**
 * Keeps a list at its newest message, unless somebody reads further up: then only an answer to them alone takes them
 * there.
 */
export function useFollowing(entries: readonly Entry[]): Following {
  const list = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const [newBelow, setNewBelow] = useState(false);
  const goToEnd = useCallback(() => {
    atEnd.current = true;
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    if (list.current === null) return;
    const resized = new ResizeObserver(() => {
      if (atEnd.current) goToEnd();
    });
    for (const each of [list.current, ...list.current.children]) resized.observe(each);
    return () => resized.disconnect();
  }, [goToEnd]);

  const newest = entries.at(-1);
  const newestKey = newest === undefined ? '' : keyOf(newest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new message
  useLayoutEffect(() => {
    if (atEnd.current || newest?.kind === 'ephemeral') goToEnd();
    else setNewBelow(true);
  }, [newestKey]);

  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: UIEvent) => {
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (atEnd.current) setNewBelow(false);
  };
  return { list, onScroll, newBelow, goToEnd };
}
