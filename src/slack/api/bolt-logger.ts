import { format } from 'node:util';
import { type Logger, LogLevel } from '@slack/bolt';
import type { Logger as PinoLogger } from 'pino';

/**
 * The logger that Slack's libraries write to. At debug level they print whole requests and answers: from the first
 * bracket on nothing of that is passed on, since commands and forms hold stream keys and UserSigs.
 */
export function boltLogger(log: PinoLogger): Logger {
  const withoutBodies = (parts: unknown[]) => format(...parts).replace(/(?:[{[]|\(body:)[\s\S]*$/, '…');
  return {
    debug(...parts) {
      // Bodies are long, and there are several for each call.
      if (log.isLevelEnabled('debug')) log.debug(withoutBodies(parts));
    },
    info: (...parts) => log.info(format(...parts)),
    warn: (...parts) => log.warn(format(...parts)),
    error: (...parts) => log.error(format(...parts)),
    setLevel: () => {},
    getLevel: () => (log.isLevelEnabled('debug') ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  };
}
