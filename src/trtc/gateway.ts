import pRetry from 'p-retry';
import { GatewayError } from '../ingest/errors.ts';
import type { Gateway, SendJournal, StartAnswer, StartCall } from '../ingest/ports.ts';
import type { Secret } from '../ingest/secret.ts';
import { createBudget } from './budget.ts';
import type { TrtcClients } from './client.ts';
import { mayRetry, toGatewayError } from './failure.ts';
import { unknownHint } from './hints.ts';
import { startParams } from './start-params.ts';

export interface GatewayOptions {
  clients: TrtcClients;
  /** The key of each application, by SdkAppId. */
  keys: ReadonlyMap<number, Secret>;
  /** How calls are made again; p-retry's options. */
  retry?: { retries: number; minTimeout: number };
}

export const patientRetry = { retries: 3, minTimeout: 1_000 };

/** Starts streams through Tencent's official client, within its limit: what comes too fast waits. */
export function createGateway({ clients, keys, retry = patientRetry }: GatewayOptions): Gateway {
  const startBudget = createBudget();

  async function sendStart(call: StartCall, journal: SendJournal, attempt: number): Promise<StartAnswer> {
    const params = startParams(call, keys.get(call.request.app.sdkAppId));
    await journal.sending();
    try {
      const answer = await clients.of(call.request.region).StartStreamIngest(params);
      return { taskId: taskIdOf(answer.TaskId), requestId: answer.RequestId ?? '' };
    } catch (error) {
      throw startedBefore(toGatewayError(error), attempt);
    }
  }

  return {
    start: (call, journal) =>
      pRetry((attempt) => startBudget(() => sendStart(call, journal, attempt)), {
        ...retry,
        shouldRetry: ({ error }) => error instanceof GatewayError && mayRetry(error),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (retriesLeft > 0 && error instanceof GatewayError && mayRetry(error))
            await journal.refusedForNow();
        },
      }),
  };
}

/** A robot that is found in the room at a second attempt was brought there by the first: its TaskId was never told. */
function startedBefore(error: GatewayError, attempt: number): GatewayError {
  if (attempt === 1 || error.code !== 'FailedOperation.TaskExist') return error;
  const { code, message, requestId } = error;
  return new GatewayError(
    { code, message, requestId, effect: 'unknown', hint: unknownHint },
    { cause: error },
  );
}

/** An answer without a TaskId leaves a stream that nobody can name: as bad as no answer. */
function taskIdOf(taskId: string | undefined): string {
  if (taskId === undefined || taskId === '') throw new Error('The answer holds no TaskId');
  return taskId;
}
