import type { DestinationStream } from 'pino';

/** A line of the bot's log. */
export interface Line {
  msg: string;
  trace?: string;
  [fact: string]: unknown;
}

export interface LogLines extends DestinationStream {
  readonly all: readonly Line[];
  /** The lines for which the predicate holds, once there are so many. */
  until(count: number, predicate: (line: Line) => boolean): Promise<Line[]>;
}

/** Takes the bot's log in, line by line, for `runtime.logTo`. */
export function logLines(): LogLines {
  const all: Line[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    write(text) {
      all.push(JSON.parse(text));
      for (const look of waiting) look();
    },
    until: (count, predicate) =>
      new Promise((resolve) => {
        const look = () => {
          const found = all.filter(predicate);
          if (found.length < count) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Whether the line is about a call to Slack of that method, answered with ok. */
export const slackCalled = (method: string) => (line: Line) =>
  line.msg === 'Slack was called' && line.method === method && line.outcome === 'ok';

/** Whether the line is about a call to TRTC of that action. */
export const trtcCalled = (action: string) => (line: Line) =>
  line.msg === 'TRTC was called' && line.action === action;
