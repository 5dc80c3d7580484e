import type { Logger } from '../../ingest/runtime.ts';
import { broken, type Check, type Finding } from './finding.ts';

/**
 * Runs checks side by side, each failing by itself, and gives what they found in their order. Those that have no answer
 * when `timeUp` resolves are waited for no longer. Does not throw.
 */
export async function examine(
  checks: readonly Check[],
  timeUp: Promise<unknown>,
  logger: Logger,
): Promise<readonly Finding[]> {
  const found = checks.map((check) => Promise.race([look(check, logger), silence(check, timeUp)]));
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

async function silence({ subject, whenSilent }: Check, timeUp: Promise<unknown>): Promise<Finding[]> {
  await timeUp;
  return [broken(`${subject} gave no answer in time.`, whenSilent)];
}
