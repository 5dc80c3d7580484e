/** Resolves when it is the caller's turn: with true, or with false if nobody is let through any more. */
export type Throttle = () => Promise<boolean>;

/** Lets callers through in their order, the first at once and each of the others when the pause after the one before is over. */
export function createThrottle(pause: () => Promise<boolean>): Throttle {
  let turn = Promise.resolve(true);
  return () => {
    const mine = turn;
    turn = mine.then(pause);
    return mine;
  };
}
