import type { AudioCodec, MediaFacts, VideoCodec, VideoFacts } from '../../ingest/source-report.ts';
import { audioCodec, videoCodec } from '../codecs.ts';
import { type AmfValue, readAmf } from './amf0.ts';
import { h264Size } from './h264-size.ts';

/** The kinds of tags of a file of FLV, and of messages of RTMP, which are the same. */
export const tagKinds = { audio: 8, video: 9, script: 18 } as const;

/** Adobe's numbers (Video File Format 10.1, E.4.3.1), and 12 and 13, which others use for H.265 and AV1. */
const videoNumbers: Record<number, VideoCodec> = {
  2: 'h263',
  4: 'vp6',
  5: 'vp6',
  7: 'h264',
  8: 'vp8',
  12: 'h265',
  13: 'av1',
};
const audioNumbers: Record<number, AudioCodec> = {
  0: 'pcm',
  2: 'mp3',
  3: 'pcm',
  7: 'pcm',
  8: 'pcm',
  10: 'aac',
  11: 'speex',
  13: 'opus',
  14: 'mp3',
};

/** Milliseconds of the stream: by then its sound has begun too, if it has any. */
const enoughMs = 1000;
/** The same if the stream says of pictures alone what they are like: sound needs no key frame, it comes at once. */
const enoughSilentMs = 300;
/** Frames with times of their own: two thirds of a second at 30 a second. */
const enoughFrames = 20;
/** Frames a second. */
const plainFrameRate = 30;

/** What tags say of the stream that they carry, from the first on. */
export interface Tags {
  /** Takes a tag: its time in ms, and its body. */
  add(kind: number, time: number, body: Uint8Array): void;
  /** Whether more tags would say nothing new. */
  isEnough(): boolean;
  /** Undefined as long as there was neither sound nor picture. */
  facts(): Pick<MediaFacts, 'video' | 'audio'> | undefined;
  /** Seconds, if it says how long it is. */
  seconds(): number | undefined;
  /** Bits a second of what came. */
  bitRate(): number | undefined;
}

export function createTags(): Tags {
  let described: Record<string, AmfValue> = {};
  let video: { codec: VideoCodec; size: VideoFacts['size'] } | undefined;
  let audio: AudioCodec | undefined;
  const frames = new Set<number>();
  let [first, last, bytes] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];

  function addVideo(time: number, body: Uint8Array): void {
    const read = readVideo(body);
    if (read === undefined) return;
    const size = read.configuration === undefined ? undefined : h264Size(read.configuration);
    video = { codec: read.codec, size: size ?? video?.size };
    if (read.configuration === undefined && frames.size < 1000) frames.add(time + read.shift);
  }

  const number = (name: string) => positive(described[name]);

  function frameRate(): VideoFacts['frameRate'] {
    const perSecond = rateOf([...frames]);
    if (frames.size >= enoughFrames && perSecond !== undefined) return { perSecond, from: 'frames' };
    const said = number('framerate') ?? number('fps') ?? perSecond;
    return said === undefined || said > 1000 ? undefined : { perSecond: said, from: 'description' };
  }

  /** Whether the description has pictures and no sound: some encoders leave out what there is not, others write 0. */
  function isSaidSilent(): boolean {
    const ofSound = ['audiocodecid', 'audiodatarate', 'audiosamplerate', 'audiosamplesize'];
    return number('width') !== undefined && ofSound.every((name) => positive(described[name]) === undefined);
  }

  return {
    add(kind, time, body) {
      if (kind === tagKinds.script) {
        described = { ...described, ...metadataIn(readAmf(body)) };
        return;
      }
      if (body.length === 0) return;
      if (kind !== tagKinds.audio && kind !== tagKinds.video) return;
      [first, last, bytes] = [Math.min(first, time), Math.max(last, time), bytes + body.length];
      if (kind === tagKinds.video) addVideo(time, body);
      else audio = readAudio(body) ?? audio;
    },
    isEnough() {
      // A server sends pictures from the next key frame on, which may be seconds after the sound.
      const isAwaited = video === undefined && number('width') !== undefined;
      if (last - first >= enoughMs && frames.size !== 1 && !isAwaited) return true;
      // A number that is too high is measured before it is believed.
      const isPlain = (number('framerate') ?? Number.POSITIVE_INFINITY) <= plainFrameRate;
      const hasSize = video?.size !== undefined || video?.codec !== 'h264';
      const hasVideo = video !== undefined && hasSize && frames.size >= (isPlain ? 1 : enoughFrames);
      return hasVideo && (audio !== undefined || (isSaidSilent() && last - first >= enoughSilentMs));
    },
    facts() {
      if (video === undefined && audio === undefined) return undefined;
      const [width, height] = [number('width'), number('height')];
      const said = width === undefined || height === undefined ? undefined : { width, height };
      return {
        video:
          video === undefined ? undefined : { ...video, size: video.size ?? said, frameRate: frameRate() },
        audio: audio === undefined ? undefined : { codec: audio },
      };
    },
    seconds: () => number('duration'),
    bitRate: () => (last - first < enoughMs / 2 ? undefined : (bytes * 8000) / (last - first)),
  };
}

/** `undefined` for a body that is cut off, or is a command and no picture. */
function readVideo(
  body: Uint8Array,
): { codec: VideoCodec; configuration: Uint8Array | undefined; shift: number } | undefined {
  const [head = 0] = body;
  if ((head & 0x80) !== 0) return readExtended(body);
  // A frame of this kind is a note for players.
  if (head >> 4 === 5) return undefined;
  const codec = videoNumbers[head & 15] ?? 'other';
  if (!['h264', 'h265'].includes(codec)) return { codec, configuration: undefined, shift: 0 };
  const [, type] = body;
  if (type === undefined || type > 1) return undefined;
  return type === 0
    ? { codec, configuration: body.subarray(5), shift: 0 }
    : { codec, configuration: undefined, shift: shiftOf(body, 2) };
}

/** Enhanced RTMP (Veovera, 2): four letters in place of a number. */
function readExtended(body: Uint8Array): ReturnType<typeof readVideo> {
  const frame = ((body[0] ?? 0) >> 4) & 7;
  let type = (body[0] ?? 0) & 15;
  let at = 1;
  // ModEx: something to skip, then the type that was meant.
  while (type === 7) {
    const length = (body[at] ?? 0) + 1;
    at += length === 256 ? 3 + (((body[at + 1] ?? 0) << 8) | (body[at + 2] ?? 0)) : 1 + length;
    if (at >= body.length) return undefined;
    type = (body[at] ?? 0) & 15;
    at += 1;
  }
  // Several tracks: the first stands for all.
  if (type === 6) {
    type = (body[at] ?? 0) & 15;
    at += 1;
  }
  if (frame === 5 || type === 2 || type === 4 || at + 4 > body.length) return undefined;
  const codec = videoCodec(Buffer.from(body.subarray(at, at + 4)).toString('latin1'));
  if (type === 0) return { codec, configuration: body.subarray(at + 4), shift: 0 };
  const hasShift = type === 1 && (codec === 'h264' || codec === 'h265');
  return { codec, configuration: undefined, shift: hasShift ? shiftOf(body, at + 4) : 0 };
}

function readAudio(body: Uint8Array): AudioCodec | undefined {
  const [head = 0] = body;
  if (head >> 4 !== 9) return audioNumbers[head >> 4] ?? 'other';
  return body.length < 5 ? undefined : audioCodec(Buffer.from(body.subarray(1, 5)).toString('latin1'));
}

/** From when a picture is decoded to when it is shown, in ms: three bytes with a sign. */
function shiftOf(body: Uint8Array, at: number): number {
  const value = ((body[at] ?? 0) << 16) | ((body[at + 1] ?? 0) << 8) | (body[at + 2] ?? 0);
  return value >= 0x80_0000 ? value - 0x100_0000 : value;
}

/** Frames a second by the times at which they are shown, in ms. */
function rateOf(times: readonly number[]): number | undefined {
  const sorted = times.toSorted((one, other) => one - other);
  const span = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return span > 0 ? ((sorted.length - 1) * 1000) / span : undefined;
}

function metadataIn(values: readonly AmfValue[]): Record<string, AmfValue> {
  const found = values.find((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
}

function positive(value: AmfValue): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
