import type { Bench } from './bench.ts';

/** Something that the bot assumes of TRTC and no page says, and the way to find out on an account. */
export interface Trial {
  name: string;
  /** What the bot assumes, as a sentence. docs/tencent.md has a line for it. */
  assumes: string;
  /** What is done, continuing the words "This trial". */
  does: string;
  /** How many robots enter a room, and for how many minutes at most; 0 where nothing is started. */
  robots: number;
  minutes: number;
  /** Whether it needs a URL that plays. */
  needsUrl: boolean;
  /** Throws NotSettled where it cannot find out. */
  run(bench: Bench): Promise<void>;
}

/**
 * What a trial costs, for a person who is to say yes to it. Documented (62716): transcoding is billed, and since 16 August
 * 2024 the minutes of the robot in the room too.
 */
export function costOf({ robots, minutes }: Pick<Trial, 'robots' | 'minutes'>): string {
  if (robots === 0) return 'It costs nothing: nothing is started.';
  const [who, time] = [counted(robots, 'robot'), counted(minutes, 'minute')];
  return `It costs what ${who} in a room of its own costs for at most ${time}, audio and transcoding (prices: https://www.tencentcloud.com/document/product/647/42734 and 47631).`;
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
