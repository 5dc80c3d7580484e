import fc from 'fast-check';

const anyBytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes));
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const boxNames = [
  ...[
    'ftyp',
    'moov',
    'mvhd',
    'trak',
    'tkhd',
    'mdia',
    'mdhd',
    'hdlr',
    'minf',
    'stbl',
    'stsd',
    'avc1',
    'avcC',
    'mp4a',
  ],
  ...[
    'esds',
    'stts',
    'ctts',
    'stsc',
    'stsz',
    'stco',
    'co64',
    'stss',
    'mdat',
    'moof',
    'traf',
    'tfhd',
    'trun',
    'sidx',
  ],
  ...[
    'mvex',
    'trex',
    'edts',
    'elst',
    'udta',
    'meta',
    'ilst',
    'free',
    'encv',
    'sinf',
    'tfdt',
    'mfra',
    'hev1',
    'wave',
  ],
];
/** Sizes that are wrong: none, one that is too small, one that is far too large. */
const oddSizes = fc.constantFrom(0, 1, 7, 8, 0x7fff_ffff, 0xffff_ffff);

const boxes = fc.letrec<{ box: Buffer; content: Buffer }>((tie) => ({
  content: fc.oneof(
    { depthSize: 'small' },
    anyBytes(60),
    fc.array(tie('box'), { maxLength: 6 }).map((inner) => Buffer.concat(inner)),
    // A box with a version, flags and a count.
    fc
      .tuple(fc.constantFrom(0, 1, 0xffff_ffff), fc.array(tie('box'), { maxLength: 3 }))
      .map(([count, inner]) => Buffer.concat([uint32(0), uint32(count), ...inner])),
  ),
  box: fc
    .tuple(fc.constantFrom(...boxNames), tie('content'), fc.option(oddSizes, { freq: 12 }))
    .map(([name, content, size]) =>
      Buffer.concat([uint32(size ?? content.length + 8), Buffer.from(name), content]),
    ),
}));

/** Files that begin as MP4 does, of boxes in any order and depth. */
export const mp4Files: fc.Arbitrary<Buffer> = fc
  .array(boxes.box, { maxLength: 8 })
  .map((all) =>
    Buffer.concat([Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'), ...all]),
  );

const tsPacket = fc
  .tuple(
    fc.constantFrom(0, 0, 0x40, 0x41, 0x5f),
    fc.constantFrom(0, 0x10, 0x11, 0xff),
    fc.constantFrom(0x10, 0x30, 0x20, 0x11),
    fc.oneof(
      fc.uint8Array({ minLength: 184, maxLength: 184 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(
        Buffer.from('0000b00d0001c100000001f0102ab104b2', 'hex'),
        Buffer.from('0002b0170001c10000e100f0001be100f0000fe101f0002f44b99b', 'hex'),
        Buffer.from('000001e00000808005210001000100000001674d401f', 'hex'),
      ),
    ),
  )
  .map(([flags, id, control, payload]) =>
    Buffer.concat([Buffer.from([0x47, flags, id, control]), payload, Buffer.alloc(184, 0xff)]).subarray(
      0,
      188,
    ),
  );

/** Packets that carry tables, pictures or anything. */
export const tsFiles: fc.Arbitrary<Buffer> = fc
  .array(tsPacket, { minLength: 4, maxLength: 60 })
  .map((packets) => Buffer.concat(packets));

/** A value of AMF 0, well or badly written. */
const amf = fc.oneof(
  fc.constant(Buffer.from('02000a6f6e4d65746144617461', 'hex')),
  fc.constant(Buffer.from('0800000001000577696474680040740000000000000000 09'.replaceAll(' ', ''), 'hex')),
  fc.constant(Buffer.alloc(3000, Buffer.from('03000161', 'hex'))),
  fc.constant(Buffer.alloc(500, Buffer.from('0affffffff', 'hex'))),
  fc.constant(Buffer.from('0affffffff05', 'hex')),
  anyBytes(40),
);
const videoBody = fc.oneof(
  anyBytes(60),
  anyBytes(60).map((rest) => Buffer.concat([Buffer.from('1700000000014d401fffe10010674d401f', 'hex'), rest])),
  fc
    .tuple(fc.constantFrom(0x80, 0x90, 0x91, 0x96, 0x97, 0xd1), anyBytes(40))
    .map(([head, rest]) => Buffer.concat([Buffer.from([head]), Buffer.from('hvc1'), rest])),
);

/** The body of a tag, by its kind. */
export const tagBodies = fc.oneof(
  videoBody.map((body) => ({ kind: 9, body })),
  anyBytes(20).map((body) => ({ kind: 8, body })),
  fc.array(amf, { maxLength: 3 }).map((values) => ({ kind: 18, body: Buffer.concat(values) })),
  fc.tuple(fc.integer({ min: 0, max: 255 }), anyBytes(20)).map(([kind, body]) => ({ kind, body })),
);

const tag = fc
  .tuple(tagBodies, fc.integer({ min: -2, max: 0xff_ffff }), fc.option(fc.nat(0xff_ffff), { freq: 15 }))
  .map(([{ kind, body }, time, size]) => {
    const head = Buffer.alloc(11);
    head.writeUInt8(kind, 0);
    head.writeUIntBE(size ?? body.length, 1, 3);
    head.writeUIntBE(Math.max(time, 0), 4, 3);
    return Buffer.concat([head, body, uint32(body.length + 11)]);
  });

/** Files that begin as FLV does. */
export const flvFiles: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(9, 0, 13, 0xffff_ffff), fc.array(tag, { maxLength: 30 }))
  .map(([offset, tags]) =>
    Buffer.concat([Buffer.from('464c560105', 'hex'), uint32(offset), uint32(0), ...tags]),
  );
