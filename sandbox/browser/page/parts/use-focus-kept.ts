import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

interface FocusKept<E extends HTMLElement> {
  ref: RefObject<E | null>;
  onFocus: () => void;
  onBlur: (event: FocusEvent) => void;
}

/**
 * For something that is redrawn while it is used: where the button that has the focus is gone afterwards, the focus is
 * on the whole, not lost. React tells of no blur while it redraws, so that only people take the focus away.
 */
export function useFocusKept<E extends HTMLElement>(): FocusKept<E> {
  const ref = useRef<E>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body)
      ref.current?.focus({ preventScroll: true });
  });
  return {
    ref,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: ({ relatedTarget }) => {
      inside.current = ref.current?.contains(relatedTarget) ?? false;
    },
  };
}
