import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

/** State that outlives a reload of the page, though not its tab. Whoever changes the key mounts the component anew. */
export function useKept<T>(key: string, first: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? first : JSON.parse(kept);
  });
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(value)), [key, value]);
  return [value, setValue];
}
