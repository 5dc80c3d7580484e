/**
 * Two seconds of FLV with sound and pictures, none of which a decoder would like. `videoHead` says the codec: 0x17 for
 * H.264, 0x1c for H.265.
 */
export function flv(videoHead: number): Buffer {
  const tag = (kind: number, time: number, body: readonly number[]) => {
    const head = Buffer.alloc(11);
    head.writeUInt8(kind, 0);
    head.writeUIntBE(body.length, 1, 3);
    head.writeUIntBE(time, 4, 3);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(11 + body.length);
    return Buffer.concat([head, Buffer.from(body), size]);
  };
  const times = Array.from({ length: 50 }, (_, at) => at * 40);
  const tags = times.flatMap((time) => [
    tag(9, time, [videoHead, 1, 0, 0, 0, 1]),
    tag(8, time, [0xaf, 1, 1]),
  ]);
  return Buffer.concat([Buffer.from('464c5601050000000900000000', 'hex'), ...tags]);
}
