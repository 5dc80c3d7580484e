import type { Trial } from '../trial.ts';
import { credentialTrials } from './credentials.ts';
import { eventTrials } from './events.ts';
import { robotTrials } from './robots.ts';
import { roomTrials } from './rooms.ts';
import { taskTrials } from './tasks.ts';
import { updateTrials } from './updates.ts';

/** All trials, the free ones first; docs/tencent.md has a line for each. */
export const trials: readonly Trial[] = [
  ...taskTrials,
  ...credentialTrials,
  ...robotTrials,
  ...roomTrials,
  ...updateTrials,
  ...eventTrials,
].sort((one, other) => Math.sign(one.robots) - Math.sign(other.robots));
