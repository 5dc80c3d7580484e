import type { StartStreamIngestRequest } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/v20190722/trtc_models.js';
import type { StartCall } from '../ingest/ports.ts';
import type { StartOptions } from '../ingest/request.ts';
import type { Secret } from '../ingest/secret.ts';
import { mintPrivateMapKey, mintUserSig, ticketSeconds } from './user-sig.ts';

/**
 * The parameters of StartStreamIngest as its table names them; what was not given is not sent.
 * `key` is the application's, undefined if the request brings its own UserSig.
 */
export function startParams({ request, robot }: StartCall, key: Secret | undefined) {
  // The region is where the call goes, `user` is the robot already, and the source was looked at before.
  const { app, room, url, region: _region, user: _user, check: _check, ...rest } = request;
  const { 'user-sig': ownUserSig, 'private-map-key': ownPrivateMapKey, ...options } = rest;
  const seconds = ticketSeconds(options['max-duration']);
  const userSig =
    ownUserSig?.reveal() ?? (key === undefined ? undefined : mintUserSig(app.sdkAppId, key, robot, seconds));
  if (userSig === undefined)
    throw new Error(`No UserSig for application ${app.sdkAppId}, and no key to mint it`);
  const minted =
    app.needsPrivateMapKey && key !== undefined
      ? mintPrivateMapKey(app.sdkAppId, key, robot, room, seconds)
      : undefined;
  return {
    SdkAppId: app.sdkAppId,
    RoomId: room.id,
    RoomIdType: room.type,
    UserId: robot,
    UserSig: userSig,
    StreamUrl: url,
    ...given({ PrivateMapKey: ownPrivateMapKey?.reveal() ?? minted, ...optionParams(options) }),
  };
}

/** Each option as the parameter that it is. One that is forgotten does not compile, nor one that the API does not have. */
function optionParams(options: Omit<StartOptions, 'user' | 'check' | 'user-sig' | 'private-map-key'>) {
  const { repeat, 'max-duration': maxDuration, seek, volume, tempo, progress, ...others } = options;
  const { 'idle-timeout': idleTimeout, 'auto-push': autoPush, ...forgotten } = others;
  void (forgotten satisfies Record<string, never>);
  return {
    RepeatNum: repeat,
    MaxDuration: maxDuration,
    SeekSecond: seek,
    Volume: volume,
    Tempo: tempo,
    EnableProgress: progress,
    IdleTimeout: idleTimeout,
    AutoPush: autoPush,
  } satisfies { [P in keyof StartStreamIngestRequest]?: StartStreamIngestRequest[P] | undefined };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
