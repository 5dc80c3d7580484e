declare module 'tls-sig-api-v2' {
  /** Tencent's own minting of UserSig and PrivateMapKey; the package has no types. */
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    genUserSig(userId: string, expireSeconds: number): string;
    genPrivateMapKey(userId: string, expireSeconds: number, roomId: number, privileges: number): string;
    genPrivateMapKeyWithStringRoomID(
      userId: string,
      expireSeconds: number,
      roomId: string,
      privileges: number,
    ): string;
  }
}
