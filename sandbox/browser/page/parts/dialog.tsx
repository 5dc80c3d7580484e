import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  labelledBy: string;
  describedBy?: string;
  role?: 'alertdialog';
  className?: string;
  /** Escape was pressed. */
  onCancel: () => void;
  children: ReactNode;
}

/** A modal dialog for as long as it is mounted; afterwards the focus is where it was before. */
export function Dialog({ labelledBy, describedBy, role, className = '', onCancel, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    const before = document.activeElement;
    opened?.showModal();
    return () => {
      opened?.close();
      giveFocusBack(before);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      role={role}
      className={`dialog ${className}`}
      aria-modal="true"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}

/** A button may be gone by now, as its message was redrawn; then the message box is next. */
function giveFocusBack(before: Element | null): void {
  const usable = before instanceof HTMLElement && before !== document.body && before.isConnected;
  const next = usable ? before : (find('.composer textarea') ?? find('main'));
  next?.focus();
}

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}
