import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What is looked at and by whom. It lives in the address, so that reloading and going back work. */
export interface Place {
  /** User id; the first person where missing. */
  as?: string;
  /** A channel's id, or 'home'; the first channel where missing. */
  at?: string;
  /** The root's ts of the thread beside the channel. */
  thread?: string;
  trtc?: boolean;
}

function read(hash: string): Place {
  const params = new URLSearchParams(hash.slice(1));
  const text = (name: 'as' | 'at' | 'thread') => {
    const value = params.get(name);
    return value === null ? {} : { [name]: value };
  };
  return { ...text('as'), ...text('at'), ...text('thread'), trtc: params.get('side') === 'trtc' };
}

function written({ as, at, thread, trtc }: Place): string {
  const params = new URLSearchParams();
  if (as !== undefined) params.set('as', as);
  if (at !== undefined) params.set('at', at);
  if (thread !== undefined) params.set('thread', thread);
  else if (trtc === true) params.set('side', 'trtc');
  return `#${params}`;
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

export function usePlace(): [Place, (next: Place) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const place = useMemo(() => read(hash), [hash]);
  const go = useCallback((next: Place) => {
    location.hash = written(next);
  }, []);
  return [place, go];
}
