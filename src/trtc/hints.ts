const wrongValue = 'TRTC does not take one of the values: read its message, then edit and retry.';
const wrongApi = 'Tencent has no such API there: check TRTC_ENDPOINT, or bring the bot up to date.';
const wrongAddress = "The account does not let the bot in: ask its owner to allow the bot's IP address.";
const unavailable = 'TRTC is not available at the moment: try again in a minute.';
const blocked =
  'A firewall, proxy or gateway does not let the bot through: ask whoever runs the network to open the way to TRTC_ENDPOINT.';

/** What a person can do about each error code of the pages on StartStreamIngest, and on common errors where it helps. */
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
    'FailedOperation.TaskExist':
      'A robot of this name already runs in that room: stop its task first, or leave `--user` out.',
    'FailedOperation.TaskNotExist': 'TRTC does not know this task any more: start a new one.',
    'FailedOperation.TaskFinished': 'The task has already ended: start a new one.',
    'InternalError.HttpParseFailed': 'TRTC had a problem of its own, several times: try again in a minute.',
    'InternalError.InternalError': 'TRTC had a problem of its own, several times: try again in a minute.',
    'InvalidParameter.BodyParamsError': 'TRTC could not read the request: give Tencent the RequestId.',
    'InvalidParameter.RoomId':
      'TRTC does not take this room: check it, and that `--room-type` is how it was created.',
    'InvalidParameter.SdkAppId': 'TRTC does not know this application: check TRTC_SDK_APP_ID or `--app`.',
    'InvalidParameter.StrRoomId':
      'TRTC does not take this room: check it, and that `--room-type` is how it was created.',
    'InvalidParameter.StreamUrl':
      'TRTC does not take this URL: check it for typing errors, then edit and retry.',
    'InvalidParameter.TaskId': 'TRTC does not take this TaskId: check that it was copied whole.',
    'InvalidParameter.UserSig':
      "The robot's UserSig does not fit: check that TRTC_SDK_SECRET_KEY belongs to this application, or give a fresh UserSig.",
    'MissingParameter.RoomId': 'The room did not arrive: edit and retry.',
    'MissingParameter.SdkAppId': 'The application did not arrive: check TRTC_SDK_APP_ID.',
    'MissingParameter.TaskId': 'The TaskId did not arrive: try again.',
    'ResourceInsufficient.RequestRejection':
      'TRTC has no capacity there at the moment: try again in a few minutes, or in another region.',
    RequestLimitExceeded:
      'The account sends more requests a second than Tencent allows: try again in a moment.',
    'AuthFailure.InvalidSecretId': 'Tencent does not take the SecretId: check TENCENTCLOUD_SECRET_ID.',
    'AuthFailure.SecretIdNotFound': 'Tencent does not know the SecretId: check TENCENTCLOUD_SECRET_ID.',
    'AuthFailure.SignatureFailure': 'The signature does not fit: check TENCENTCLOUD_SECRET_KEY.',
    'AuthFailure.SignatureExpire': "The bot's clock is wrong by more than five minutes: set it right.",
    'AuthFailure.TokenFailure': 'The temporary credentials have expired: renew them.',
    'AuthFailure.UnauthorizedOperation':
      'The credentials may not do this: give their owner QcloudTRTCFullAccess or its like.',
    UnauthorizedOperation:
      'The credentials may not do this: give their owner QcloudTRTCFullAccess or its like.',
    UnsupportedRegion: 'TRTC does not offer this in that region: choose another with `--region`.',
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
    LimitExceeded: 'A quota of the account is used up: ask Tencent Cloud to raise it.',
    ResourceUnavailable: unavailable,
    ServiceUnavailable: unavailable,
    AuthFailure:
      'Tencent does not accept the credentials: check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.',
    InternalError: 'TRTC had a problem of its own, several times: try again in a minute.',
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

/** What to do where there is no TLS connection that can be trusted. */
export const untrustedHint =
  "Nothing was done: check TRTC_ENDPOINT and the bot's clock. If a proxy in between has a certificate of its own, name its authority in NODE_EXTRA_CA_CERTS.";

/** What to do where TRTC did not say whether a task runs. */
export const askAgainHint = 'Ask again in a minute. Nothing was changed.';

/** What to do where nobody knows whether the stream was started. */
export const unknownHint =
  'TRTC may have started it all the same. It was not sent again, so that it does not run twice: look into the room, and remove the robot before you start again.';

/** What to do where no region takes a call about a task. */
export const outOfReachHint =
  'Remove its robot from the room to end it. Whoever runs the bot can name other regions to try in TRTC_REGIONS.';

/** What to do where no region lets a robot be thrown out of its room. */
export const closeRoomHint =
  'Close the room in the TRTC console. Whoever runs the bot can name other regions to try in TRTC_REGIONS.';
