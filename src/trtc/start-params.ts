import type { StartCall } from '../ingest/ports.ts';
import type { Secret } from '../ingest/secret.ts';
import { mintPrivateMapKey, mintUserSig, ticketSeconds } from './user-sig.ts';

/**
 * The parameters of StartStreamIngest as its table names them; what was not given is not sent.
 * `key` is the application's, undefined if the request brings its own UserSig.
 */
export function startParams({ request, robot }: StartCall, key: Secret | undefined) {
  const { app, room } = request;
  const seconds = ticketSeconds(request.maxDurationMinutes);
  const userSig =
    request.userSig?.reveal() ??
    (key === undefined ? undefined : mintUserSig(app.sdkAppId, key, robot, seconds));
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
    StreamUrl: request.url,
    ...optional({
      PrivateMapKey: request.privateMapKey?.reveal() ?? minted,
      SeekSecond: request.seekSeconds,
      AutoPush: request.autoPush,
      RepeatNum: request.repeat,
      MaxDuration: request.maxDurationMinutes,
      Volume: request.volume,
      EnableProgress: request.progress,
      Tempo: request.tempo,
      IdleTimeout: request.idleTimeoutSeconds,
    }),
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function optional<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
