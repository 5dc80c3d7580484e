import { type Deadline, withDeadline } from '../../async/deadline.ts';
import type { Logger } from '../../ingest/runtime.ts';
import { broken, type Check, type Finding } from './finding.ts';

/**
 * Runs checks side by side, each failing by itself, and gives what they found in their order. Those that have no answer
 * within the deadline are waited for no longer. Does not throw.
 */
export async function examine(
  checks: readonly Check[],
  deadline: Deadline,
  logger: Logger,
): Promise<readonly Finding[]> {
  const found = checks.map((check) => withDeadline(look(check, logger), deadline, () => [silence(check)]));
  return (await Promise.all(found)).flat();
}

async function look(check: Check, logger: Logger): Promise<readonly Finding[]> {
  try {
    return await check.run();
  } catch (error) {
    logger.error({ error, check: check.subject }, 'A check failed in a way that nobody thought of');
    const remedy = "Whoever runs the bot finds the cause in the bot's log.";
    return [broken(`${check.subject} could not be looked at.`, remedy)];
  }
}

function silence({ subject, whenSilent }: Check): Finding {
  return broken(`${subject} gave no answer in time.`, whenSilent);
}
