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
        onBeforeToggle={({ newState }) => {
          if (newState !== 'open' || list.current === null || button.current === null) return;
          putBeside(list.current, button.current);
        }}
        onToggle={({ newState }) => {
          if (newState === 'open') list.current?.querySelector('button')?.focus();
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

/** From the button towards the middle of the window: the list has no size before it is shown. */
function putBeside(list: HTMLElement, button: HTMLElement): void {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const low = bottom > innerHeight / 2;
  const onTheRight = left > innerWidth / 2;
  Object.assign(list.style, {
    top: low ? 'auto' : `${bottom + gap}px`,
    bottom: low ? `${innerHeight - top + gap}px` : 'auto',
    left: onTheRight ? 'auto' : `${left}px`,
    right: onTheRight ? `${innerWidth - right}px` : 'auto',
  });
}
