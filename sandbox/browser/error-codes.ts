/** Of TRTC's stream ingest, by https://trtc.io/document/57835 and the pages beside it, with what they say. */
const ofStreamIngest = {
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
};

/** Of the removal of a user, by https://trtc.io/document/34268 and 39630; those of a user who is not there by 34270. */
const ofRemoval = {
  'FailedOperation.RoomNotExist': 'The room does not exist.',
  'FailedOperation.UserNotExist': 'The user is not in the room.',
  'InternalError.UserNotExist': 'The user is not in the room.',
  'InternalError.GetRoomCacheIpError': 'Failed to query the room.',
  'InternalError.GetRoomFromCacheError': 'Failed to get room information.',
  'InvalidParameter.UserIds': 'UserIds is incorrect.',
  'InvalidParameterValue.RoomId': 'Invalid RoomId.',
  'MissingParameter.UserIds': 'UserIds is missing.',
  'UnauthorizedOperation.SdkAppId': 'No permission to manipulate SdkAppId.',
};

/**
 * Of TRTC as a whole, by the service's own part of https://trtc.io/document/34270: what says nothing of recordings,
 * slices, statistics or AI.
 */
const ofTrtc = {
  AuthFailure: 'CAM signature/authentication error.',
  'AuthFailure.UnRealNameAuthenticated': 'Identity verification has not been completed.',
  'AuthFailure.UnsupportedOperation': 'Unsupported operation.',
  'FailedOperation.QueryTaskInfoFailed': 'Query task failed.',
  'FailedOperation.SdkAppIdNotExist': 'The application ID does not exist.',
  'FailedOperation.SdkAppIdNotUnderAppId': 'There is no resource for this SdkAppId in this AppId.',
  'InternalError.DBError': 'An error occurred while querying the database.',
  'InternalError.EsQueryError': 'An error occurred during an ES query.',
  'InternalError.HttpParaseFalied': 'Failed to parse the HTTP request.',
  'InternalError.InterfaceErr': 'API error.',
  'InternalError.MethodErr': 'Unsupported method.',
  'InvalidParameter.OutOfRange': 'Parameter value is out of range.',
  'InvalidParameter.SdkAppid': 'Inoperable SdkAppid.',
  'InvalidParameter.UrlParamsError': 'Failed to parse URL parameters.',
  'InvalidParameter.UserId': 'Invalid UserId.',
  'MissingParameter.AppId': 'AppId missing.',
  'MissingParameter.UserId': 'Missing UserId parameter.',
  'MissingParameter.UserSig': 'UserSig parameter missing.',
};

/** Of every API of Tencent Cloud, by the head of each product's page of error codes. */
const common = {
  ActionOffline: 'The API is offline.',
  'AuthFailure.InvalidAuthorization': 'The Authorization header is invalid.',
  'AuthFailure.InvalidSecretId': 'The SecretId is invalid.',
  'AuthFailure.MFAFailure': 'Multi-factor authentication failed.',
  'AuthFailure.SecretIdNotFound': 'The SecretId is not found.',
  'AuthFailure.SignatureExpire': 'The provided credentials have expired.',
  'AuthFailure.SignatureFailure': 'The provided credentials could not be validated.',
  'AuthFailure.TokenFailure': 'The token is incorrect.',
  'AuthFailure.UnauthorizedOperation': 'The request is not authorized.',
  DryRunOperation: 'The request would have succeeded, but was a dry run.',
  FailedOperation: 'The operation failed.',
  InternalError: 'Internal error.',
  InvalidAction: 'There is no such API.',
  InvalidParameter: 'A parameter is incorrect.',
  InvalidParameterValue: "A parameter's value is incorrect.",
  InvalidRequest: 'The multipart body is incorrect.',
  IpInBlacklist: "The IP address is on the account's blacklist.",
  IpNotInWhitelist: "The IP address is not on the account's whitelist.",
  LimitExceeded: 'A quota is exceeded.',
  MissingParameter: 'A parameter is missing.',
  NoSuchProduct: 'There is no such product.',
  NoSuchVersion: 'There is no such version of the API.',
  RequestLimitExceeded: 'The request rate exceeds the frequency limit.',
  'RequestLimitExceeded.GlobalRegionUinLimitExceeded':
    'The request rate of the account exceeds the frequency limit.',
  'RequestLimitExceeded.IPLimitExceeded': 'The request rate of the IP address exceeds the frequency limit.',
  'RequestLimitExceeded.UinLimitExceeded': 'The request rate of the account exceeds the frequency limit.',
  RequestSizeLimitExceeded: 'The request is too large.',
  ResourceInUse: 'The resource is in use.',
  ResourceInsufficient: 'The resources do not suffice.',
  ResourceNotFound: 'There is no such resource.',
  ResourceUnavailable: 'The resource is unavailable.',
  ResponseSizeLimitExceeded: 'The response is too large.',
  ServiceUnavailable: 'The service is unavailable.',
  UnauthorizedOperation: 'The operation is not authorized.',
  UnknownParameter: 'There is an unknown parameter.',
  UnsupportedOperation: 'The operation is not supported.',
  UnsupportedProtocol: 'The protocol or method is not supported.',
  UnsupportedRegion: 'The requested region is not supported.',
};

const messages: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...ofStreamIngest, ...ofRemoval, ...ofTrtc, ...common }),
);

export const errorCodes: readonly string[] = [...messages.keys()];

export const errorCodeGroups = [
  { group: 'Of stream ingest', codes: Object.keys(ofStreamIngest) },
  { group: 'Of a removal', codes: Object.keys(ofRemoval) },
  { group: 'Of TRTC', codes: Object.keys(ofTrtc) },
  { group: 'Of every API', codes: Object.keys(common) },
];

/** What TRTC says along with a code. */
export function messageOf(code: string): string {
  return messages.get(code) ?? code;
}
