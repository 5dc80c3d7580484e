import type { Verdict } from '../ingest/credentials.ts';
import { GatewayError } from '../ingest/errors.ts';
import type { Gateway, TaskRef } from '../ingest/ports.ts';
import type { TrtcCall } from './api-call.ts';

/** Families of codes that come only once the credentials were accepted. */
const acceptedBefore = new Set(['FailedOperation', 'InvalidParameter']);

/** TRTC makes up longer ones, so this is nobody's. */
const noTask = 'ingest-readyz-no-such-task';

/** What a call tells of the credentials. */
export function credentialVerdict({ outcome, code = '' }: Pick<TrtcCall, 'outcome' | 'code'>): Verdict {
  return outcome === 'ok' ? 'accepted' : verdictOf(code);
}

/** Asks TRTC whether it takes the credentials, which all applications share, about a task that is not there. */
export async function askAboutCredentials(
  gateway: Gateway,
  [first]: readonly Pick<TaskRef, 'sdkAppId' | 'region'>[],
): Promise<Verdict> {
  if (first === undefined) return 'silent';
  const { sdkAppId, region } = first;
  try {
    await gateway.isRunning({ sdkAppId, region, taskId: noTask });
    return 'accepted';
  } catch (error) {
    if (error instanceof GatewayError) return verdictOf(error.code);
    throw error;
  }
}

function verdictOf(code: string): Verdict {
  const family = code.split('.')[0] ?? '';
  if (family === 'AuthFailure') return 'refused';
  return acceptedBefore.has(family) ? 'accepted' : 'silent';
}
