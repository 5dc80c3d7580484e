/** Work that goes on until it is let through, and can be waited for. */
export interface Gate {
  /** Waits until it is opened. */
  pass(): Promise<void>;
  /** Lets everybody through, from now on. */
  open(): void;
}

export function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { pass: () => opened, open: () => open() };
}
