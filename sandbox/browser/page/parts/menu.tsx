import { useId, useRef } from 'react';

interface MenuProps {
  /** What the button is called. */
  label: string;
  /** What the button shows. */
  sign: string;
  className?: string;
  items: readonly { label: string; onPick: () => void }[];
}

const gap = 4;

/** A button that shows a list of things to do. */
export function Menu({ label, sign, className = '', items }: MenuProps) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`menu-button ${className}`}
        aria-label={label}
        title={label}
        popoverTarget={id}
      >
        <span aria-hidden="true">{sign}</span>
      </button>
      <ul
        ref={list}
        id={id}
        popover="auto"
        className="menu"
        aria-label={label}
        onToggle={({ newState }) => {
          if (newState !== 'open' || list.current === null || button.current === null) return;
          putBeside(list.current, button.current);
          list.current.querySelector('button')?.focus();
        }}
      >
        {items.map((item) => (
          <li key={item.label}>
            <button
              type="button"
              onClick={() => {
                list.current?.hidePopover();
                item.onPick();
              }}
            >
              {item.label}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Below the button, or above it where there is no room. */
function putBeside(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = at.bottom + gap;
  list.style.top = `${below + height > innerHeight ? at.top - gap - height : below}px`;
  list.style.left = `${Math.max(gap, Math.min(at.left, innerWidth - width - gap))}px`;
}
