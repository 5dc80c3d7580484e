import { GatewayError } from '../ingest/errors.ts';
import type { Gateway, Verdict, Verification } from '../ingest/ports.ts';
import type { TrtcCall } from './api-call.ts';

/** Families of codes that come only once the credentials were accepted. */
const acceptedBefore = new Set(['FailedOperation', 'InvalidParameter', 'UnauthorizedOperation']);

/** By their words (page 34270) it is the account, or the user whose keys these are, that may not do it. */
const notAllowed = new Set(['AuthFailure.UnRealNameAuthenticated', 'AuthFailure.UnauthorizedOperation']);

/** Says nothing of the keys by its words (page 34270: "Unsupported operation"). */
const notOfKeys = 'AuthFailure.UnsupportedOperation';

/** TRTC makes up longer ones, so this is nobody's. */
const noTask = 'ingest-verify-no-such-task';

/** Comes only once the credentials and the application were accepted. */
const notTaskId = 'InvalidParameter.TaskId';

/** What a call tells of the credentials. */
export function credentialVerdict(call: Pick<TrtcCall, 'outcome' | 'code' | 'requestId'>): Verdict {
  return call.outcome === 'ok' ? 'accepted' : verdictOf(call);
}

/**
 * Asks TRTC about a task that is not there. Which application is asked about matters to the problem alone: all share the
 * credentials. What TRTC says of such a task is assumed (docs/tencent.md, unknown-task).
 */
export async function verifyBy(
  isRunning: Gateway['isRunning'],
  { sdkAppId, region }: Parameters<Gateway['verify']>[0],
): Promise<Verification> {
  try {
    await isRunning({ sdkAppId, region, taskId: noTask });
    return { credentials: 'accepted' };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const credentials = verdictOf(error);
    return error.code === notTaskId ? { credentials } : { credentials, problem: error };
  }
}

/** Tencent's own answers have a RequestId; whatever else stands in front of it knows nothing of the credentials. */
function verdictOf({ code = '', requestId }: Pick<TrtcCall, 'code' | 'requestId'>): Verdict {
  if (requestId === undefined) return 'silent';
  if (notAllowed.has(code)) return 'accepted';
  if (code === notOfKeys) return 'silent';
  const family = code.split('.')[0] ?? '';
  if (family === 'AuthFailure') return 'refused';
  return acceptedBefore.has(family) ? 'accepted' : 'silent';
}
