import type { VideoCodec } from '../ingest/source-report.ts';

/** Kinds of streams (ISO/IEC 13818-1, table 2-34) that are pictures. */
const videoKinds: Record<number, VideoCodec> = {
  1: 'mpeg2',
  2: 'mpeg2',
  16: 'mpeg4',
  27: 'h264',
  36: 'h265',
  51: 'h266',
  66: 'other',
  234: 'other',
};
const packetBytes = 188;
const sync = 0x47;

/**
 * The codec of the pictures of MPEG-TS by its table of streams, for those that are otherwise passed over; undefined if the
 * table is not among these bytes, or names no pictures.
 */
export function tsVideoCodec(head: Uint8Array): VideoCodec | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  let tableId: number | undefined;
  for (let at = Math.max(bytes.indexOf(sync), 0); at + packetBytes <= bytes.length; at += packetBytes) {
    const packet = bytes.subarray(at, at + packetBytes);
    if (packet.readUInt8(0) !== sync) return undefined;
    const section = sectionIn(packet);
    if (section === undefined) continue;
    if (section.id === 0) tableId = programIn(section.bytes) ?? tableId;
    else if (section.id === tableId) return videoIn(section.bytes);
  }
  return undefined;
}

/** The section of a table that begins in a packet, behind its length, and the packet's number. */
function sectionIn(packet: Buffer): { id: number; bytes: Buffer } | undefined {
  const begins = (packet.readUInt8(1) & 0x40) !== 0;
  const control = packet.readUInt8(3) & 0x30;
  if (!begins || (control & 0x10) === 0) return undefined;
  const payload = packet.subarray(4 + (control === 0x30 ? 1 + packet.readUInt8(4) : 0));
  const section = payload.subarray(1 + (payload[0] ?? 0));
  if (section.length < 12) return undefined;
  const length = section.readUInt16BE(1) & 0xfff;
  // Its last four bytes are a checksum.
  return { id: packet.readUInt16BE(1) & 0x1fff, bytes: section.subarray(3, Math.max(3 + length - 4, 3)) };
}

/** The number of the packets in which the first programme's streams are named; the number 0 is the network's. */
function programIn(section: Buffer): number | undefined {
  for (let at = 5; at + 4 <= section.length; at += 4)
    if (section.readUInt16BE(at) !== 0) return section.readUInt16BE(at + 2) & 0x1fff;
  return undefined;
}

function videoIn(section: Buffer): VideoCodec | undefined {
  if (section.length < 9) return undefined;
  let at = 9 + (section.readUInt16BE(7) & 0xfff);
  while (at + 5 <= section.length) {
    const codec = videoKinds[section.readUInt8(at)];
    if (codec !== undefined) return codec;
    at += 5 + (section.readUInt16BE(at + 3) & 0xfff);
  }
  return undefined;
}
