import { mention } from '../ingest/mention.ts';

const wrongRoom = `TRTC does not take this room: check it, and that ${mention('room-type')} is how it was created.`;
const wrongApplication = `check TRTC_SDK_APP_ID, TRTC_APPS or ${mention('app')}, and that the application is of the account whose keys the bot has.`;
const robotNotThere = `The robot is not in the room, so nothing of this task plays there: look at ${mention('status')}.`;
const ownFault = 'TRTC had a problem of its own, several times: try again in a minute.';
const tellTencent = 'Trying again does not help: give Tencent support the RequestId.';
const wrongValue = 'TRTC does not take one of the values: read its message, then edit and retry.';
const wrongApi = 'Tencent has no such API there: check TRTC_ENDPOINT, or bring the bot up to date.';
const wrongAddress = "The account does not let the bot in: ask its owner to allow the bot's IP address.";
const unavailable = 'TRTC is not available at the moment: try again in a minute.';
const blocked =
  'A firewall, proxy or gateway does not let the bot through: ask whoever runs the network to open the way to TRTC_ENDPOINT.';

/**
 * What a person can do about each error code that a start, a stop, a change, a look or a removal can meet: those of their
 * own pages (57835, 57834, 63238, 57836; 34268 and 39630), and of the list of all codes (34270). What is left out there is
 * of recordings, slices, statistics and AI, and has its family's hint.
 */
const hints = new Map(
  Object.entries({
    'FailedOperation.NotAllowed':
      'Open a ticket with Tencent Cloud: the account has to be allowed to use stream ingest.',
    'FailedOperation.NotRtmpFunction':
      'Subscribe to an RTC-Engine package that includes RTMP for this application, then start again.',
    'FailedOperation.NotAbility':
      'Subscribe to an RTC-Engine package that unlocks stream ingest for this application, then start again.',
    'FailedOperation.RestrictedConcurrency':
      'Stop a task that is not needed, or ask Tencent Cloud to raise the limit of tasks at once.',
    'FailedOperation.TaskExist': `A robot of this name already runs in that room: stop its task first, or leave ${mention('user')} out.`,
    'FailedOperation.TaskNotExist': 'TRTC does not know this task any more: start a new one.',
    'FailedOperation.TaskFinished': 'The task has already ended: start a new one.',
    'FailedOperation.RoomNotExist': `TRTC knows no such room: check it, and that ${mention('room-type')} is how it was created.`,
    'FailedOperation.UserNotExist': robotNotThere,
    'FailedOperation.SdkAppIdNotExist': `TRTC knows no application of this SdkAppId: ${wrongApplication}`,
    'FailedOperation.SdkAppIdNotUnderAppId': `This application belongs to another Tencent Cloud account than the bot's keys: ${wrongApplication}`,
    'FailedOperation.QueryTaskInfoFailed':
      'TRTC could not look the task up: try again in a minute. Nothing was changed.',
    FailedOperation:
      'TRTC did not do it: read its message, and try again once. Tencent support asks for the RequestId.',
    'InternalError.HttpParseFailed': ownFault,
    'InternalError.HttpParaseFalied': ownFault,
    'InternalError.InternalError': ownFault,
    'InternalError.MethodErr': 'Tencent does not know this call any more: check that the bot is up to date.',
    'InternalError.UserNotExist': robotNotThere,
    'InvalidParameter.BodyParamsError': 'TRTC could not read the request: give Tencent the RequestId.',
    'InvalidParameter.RoomId': wrongRoom,
    'InvalidParameterValue.RoomId': wrongRoom,
    'InvalidParameter.SdkAppId': `TRTC does not know this application: check TRTC_SDK_APP_ID or ${mention('app')}.`,
    'InvalidParameter.SdkAppid':
      'TRTC lets nobody work with this application: check in its console that it is active, paid for and yours.',
    'InvalidParameter.StrRoomId': wrongRoom,
    'InvalidParameter.StreamUrl':
      'TRTC does not take this URL: check it for typing errors, then edit and retry.',
    'InvalidParameter.TaskId':
      'TRTC does not take the TaskId that it gave itself: give Tencent support the RequestId.',
    'InvalidParameter.UrlParamsError': 'TRTC could not read the request: give Tencent the RequestId.',
    'InvalidParameter.UserId': `TRTC does not take the robot's name: edit and retry with another ${mention('user')}, of letters, digits, _ and -.`,
    'InvalidParameter.UserIds': `TRTC does not take the robot's name: remove it in the console of TRTC, and start the next with another ${mention('user')}.`,
    'InvalidParameter.UserSig':
      "The robot's UserSig does not fit: check that TRTC_SDK_SECRET_KEY belongs to this application, or give a fresh UserSig.",
    'MissingParameter.RoomId': 'The room did not arrive: edit and retry.',
    'MissingParameter.SdkAppId': 'The application did not arrive: check TRTC_SDK_APP_ID.',
    'MissingParameter.TaskId': 'The TaskId did not arrive: try again.',
    'MissingParameter.AppId': `TRTC does not find the account: ${wrongApplication}`,
    'MissingParameter.UserId': "The robot's name did not arrive: edit and retry.",
    'MissingParameter.UserIds': "The robot's name did not arrive: try again.",
    'MissingParameter.UserSig':
      'No UserSig arrived: give the bot the key of this application (TRTC_SDK_SECRET_KEY or TRTC_APPS), or a UserSig.',
    'ResourceInsufficient.RequestRejection':
      'TRTC has no capacity there at the moment: try again in a few minutes, or in another region.',
    RequestLimitExceeded:
      'The account sends more requests a second than Tencent allows: try again in a moment.',
    'RequestLimitExceeded.IPLimitExceeded':
      'Too many requests came from the address of the bot: try again in a moment.',
    RequestSizeLimitExceeded: 'The request is too large: edit and retry with a shorter URL.',
    ResponseSizeLimitExceeded: tellTencent,
    'AuthFailure.InvalidAuthorization':
      "Tencent cannot read the bot's signature: check that no proxy changes its headers, and bring the bot up to date.",
    'AuthFailure.MFAFailure':
      'The account asks for a second factor, which the bot has not: give it keys of a user who needs none.',
    'AuthFailure.UnRealNameAuthenticated':
      'The Tencent Cloud account is not verified: its owner proves their identity in the console there; then try again.',
    'AuthFailure.UnsupportedOperation':
      'The account may not do this: ask Tencent support what it lacks, and give them the RequestId.',
    'AuthFailure.InvalidSecretId': 'Tencent does not take the SecretId: check TENCENTCLOUD_SECRET_ID.',
    'AuthFailure.SecretIdNotFound': 'Tencent does not know the SecretId: check TENCENTCLOUD_SECRET_ID.',
    'AuthFailure.SignatureFailure': 'The signature does not fit: check TENCENTCLOUD_SECRET_KEY.',
    'AuthFailure.SignatureExpire': "The bot's clock is wrong by more than five minutes: set it right.",
    'AuthFailure.TokenFailure': 'The temporary credentials have expired: renew them.',
    'AuthFailure.UnauthorizedOperation':
      'The credentials may not do this: give their owner QcloudTRTCFullAccess or its like.',
    UnauthorizedOperation:
      'The credentials may not do this: give their owner QcloudTRTCFullAccess or its like.',
    'UnauthorizedOperation.SdkAppId': `The bot's keys may not work with this application: ask the account's owner to allow it in CAM (QcloudTRTCFullAccess or its like), and check TRTC_SDK_APP_ID, TRTC_APPS or ${mention('app')}.`,
    UnsupportedRegion: `TRTC does not offer this in that region: choose another with ${mention('region')}.`,
    MissingParameter: 'A parameter did not arrive: edit and retry.',
    InvalidParameter: wrongValue,
    InvalidParameterValue: wrongValue,
    UnknownParameter: wrongValue,
    ActionOffline: wrongApi,
    InvalidAction: wrongApi,
    NoSuchProduct: wrongApi,
    NoSuchVersion: wrongApi,
    IpInBlacklist: wrongAddress,
    IpNotInWhitelist: wrongAddress,
    DryRunOperation:
      'Nothing was done: the request came as a trial run, which the bot never asks for. Look what changes it on its way.',
    InvalidRequest:
      'Tencent could not read the request: check that no proxy changes it; else give Tencent support the RequestId.',
    UnsupportedOperation:
      'TRTC does not do this with this task or application: read its message, then ask Tencent support, with the RequestId.',
    UnsupportedProtocol: 'What answers there wants another protocol: check TRTC_ENDPOINT.',
    ResourceInUse: 'Something else is at work on it: try again in a minute.',
    ResourceNotFound: 'TRTC does not find what is meant: check the room, the application and the task.',
    LimitExceeded: 'A quota of the account is used up: ask Tencent Cloud to raise it.',
    ResourceUnavailable: unavailable,
    ServiceUnavailable: unavailable,
    AuthFailure:
      'Tencent does not accept the credentials: check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.',
    InternalError: ownFault,
    ResourceInsufficient: 'TRTC has no capacity there at the moment: try again in a few minutes.',
    'Network.NotSent': 'TRTC could not be reached, so nothing was done: check the network, then try again.',
    'Bot.CannotSend':
      "Trying again does not help: whoever runs the bot finds the cause in its log, at 'TRTC was called'. Check its settings and its proxy.",
    'Api.Unnamed':
      'TRTC gave no error code: try again, and if it stays like this give Tencent support the RequestId.',
    'Http.401': blocked,
    'Http.403': blocked,
    'Http.407': 'The proxy wants a name and a password: check the address of the proxy in the settings.',
    'Http.429': 'Too many requests came from the address of the bot: try again in a minute.',
    'Http.451': blocked,
    Http: 'What answers there is not TRTC: check TRTC_ENDPOINT, and the proxy if there is one.',
    'Network.ProxyFailed':
      'Nothing was done: try again in a minute; if it stays so, whoever runs the bot looks after that proxy.',
    'Network.ProxyRefused':
      'Nothing was done: whoever runs the bot corrects that setting, or has the proxy let the bot through to TRTC.',
  }),
);

/** The codes and families of codes that there is a hint for. */
export const knownCodes: ReadonlySet<string> = new Set(hints.keys());

const fallback = 'Look the code up in the TRTC documentation; Tencent support asks for the RequestId.';

/** What to do about an error code: its own hint, else that of its family (the part before the dot). */
export function hintFor(code: string): string {
  return hints.get(code) ?? hints.get(code.split('.')[0] ?? '') ?? fallback;
}

/** What to do if there is no TLS connection that can be trusted. */
export const untrustedHint =
  "Nothing was done: check TRTC_ENDPOINT and the bot's clock. If a proxy in between has a certificate of its own, name its authority in NODE_EXTRA_CA_CERTS.";

/** What to do if TRTC did not say whether a task runs. */
export const askAgainHint = 'Ask again in a minute. Nothing was changed.';

/** What to do if no region takes a call about a task. */
export const outOfReachHint = 'Whoever runs the bot can name other regions to try in TRTC_REGIONS.';

/** What to do if no region lets a robot be thrown out of its room. */
export const closeRoomHint =
  'Close the room in the TRTC console. Whoever runs the bot can name other regions to try in TRTC_REGIONS.';
