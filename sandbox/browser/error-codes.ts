/**
 * The error codes of TRTC's stream ingest with the messages of its pages (https://trtc.io/document/57835), and the
 * common ones of Tencent Cloud that every API may answer with.
 */
const messages: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'FailedOperation.NotAllowed': 'The account is not allowed to use stream ingest.',
    'FailedOperation.NotRtmpFunction': 'RTMP is not enabled for this SdkAppId.',
    'FailedOperation.NotAbility': 'The capability is not unlocked for this SdkAppId.',
    'FailedOperation.RestrictedConcurrency': 'Maximum number of concurrent tasks reached.',
    'FailedOperation.TaskExist': 'Task already exists.',
    'FailedOperation.TaskNotExist': 'The task does not exist.',
    'FailedOperation.TaskFinished': 'Task has ended when calling the interface.',
    'InternalError.HttpParseFailed': 'HTTP request parsing failed.',
    'InternalError.InternalError': 'Internal error, please retry.',
    'InvalidParameter.BodyParamsError': 'Failed to parse body parameters.',
    'InvalidParameter.RoomId': 'RoomId is incorrect.',
    'InvalidParameter.SdkAppId': 'SdkAppId is incorrect.',
    'InvalidParameter.StrRoomId': 'StrRoomId parameter error.',
    'InvalidParameter.StreamUrl': 'Invalid StreamUrl format.',
    'InvalidParameter.TaskId': 'TaskId parameter error.',
    'InvalidParameter.UserSig': 'UserSig is incorrect.',
    'MissingParameter.RoomId': 'RoomId is missing.',
    'MissingParameter.SdkAppId': 'SdkAppId is missing.',
    'MissingParameter.TaskId': 'TaskId parameter missing.',
    'ResourceInsufficient.RequestRejection': 'Insufficient resources.',
    RequestLimitExceeded: 'The request rate exceeds the frequency limit.',
    UnauthorizedOperation: 'The operation is not authorized.',
    UnsupportedRegion: 'The requested region is not supported.',
    'AuthFailure.InvalidSecretId': 'The SecretId is invalid.',
    'AuthFailure.SecretIdNotFound': 'The SecretId is not found.',
    'AuthFailure.SignatureExpire': 'The provided credentials have expired.',
    'AuthFailure.SignatureFailure': 'The provided credentials could not be validated.',
    'AuthFailure.TokenFailure': 'The token is incorrect.',
    'AuthFailure.UnauthorizedOperation': 'The request is not authorized.',
  }),
);

export const errorCodes: readonly string[] = [...messages.keys()];

/** What TRTC says along with a code. */
export function messageOf(code: string): string {
  return messages.get(code) ?? code;
}
