import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { goesFirst } from './goes-first.ts';

/** Commands at a steady pace, whatever the answers. */
export interface Pace {
  /** Of the contender. */
  port: number;
  perSecond: number;
  commands: number;
}

export interface Pacemaker {
  /** Orders streams; gives the milliseconds until each was acknowledged, or Slack gave up waiting. */
  keep(pace: Pace): Promise<readonly number[]>;
  stop(): void;
}

/** Room for what one pace takes, so that no collection of garbage of the pacemaker is measured. */
const roomy = ['--min-semi-space-size=64', '--max-semi-space-size=64', '--expose-gc'];

export async function startPacemaker(): Promise<Pacemaker> {
  const [execPath, ...execArgv] = goesFirst;
  const child = fork(fileURLToPath(new URL('pacemaker.js', import.meta.url)), {
    execPath,
    execArgv: [...execArgv, ...roomy],
  });
  await once(child, 'message');
  return {
    async keep(pace) {
      child.send(pace);
      const [acks] = await once(child, 'message');
      return acks;
    },
    stop: () => child.disconnect(),
  };
}
