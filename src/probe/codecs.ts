import type { AudioCodec, VideoCodec } from '../ingest/source-report.ts';

/** By the library's names, the four letters of MP4 and those that FLV, Matroska and playlists write. */
const videos: Record<string, VideoCodec> = {
  avc: 'h264',
  avc1: 'h264',
  avc3: 'h264',
  hevc: 'h265',
  hvc1: 'h265',
  hev1: 'h265',
  dvh1: 'h265',
  dvhe: 'h265',
  vvc1: 'h266',
  vvi1: 'h266',
  vp8: 'vp8',
  vp08: 'vp8',
  vp9: 'vp9',
  vp09: 'vp9',
  av1: 'av1',
  av01: 'av1',
  mp4v: 'mpeg4',
  'V_MPEG4/ISO/ASP': 'mpeg4',
  V_MPEG2: 'mpeg2',
  V_MPEG1: 'mpeg2',
  prores: 'prores',
  apch: 'prores',
  apcn: 'prores',
  apcs: 'prores',
  apco: 'prores',
  ap4h: 'prores',
  V_PRORES: 'prores',
};
const audios: Record<string, AudioCodec> = {
  aac: 'aac',
  mp4a: 'aac',
  opus: 'opus',
  Opus: 'opus',
  mp3: 'mp3',
  '.mp3': 'mp3',
  mp2: 'mp2',
  'A_MPEG/L2': 'mp2',
  vorbis: 'vorbis',
  flac: 'flac',
  fLaC: 'flac',
  ac3: 'ac3',
  'ac-3': 'ac3',
  eac3: 'eac3',
  'ec-3': 'eac3',
  dts: 'dts',
  dtsc: 'dts',
  A_DTS: 'dts',
  alac: 'alac',
  A_ALAC: 'alac',
  speex: 'speex',
  ulaw: 'pcm',
  alaw: 'pcm',
};

/** A video codec by what any of these names it. */
export function videoCodec(...names: readonly unknown[]): VideoCodec {
  return names.map((name) => videos[shortened(name)]).find((codec) => codec !== undefined) ?? 'other';
}

/** An audio codec by what any of these names it. */
export function audioCodec(...names: readonly unknown[]): AudioCodec {
  const shorts = names.map(shortened);
  if (shorts.some((name) => name.startsWith('pcm-'))) return 'pcm';
  return shorts.map((name) => audios[name]).find((codec) => codec !== undefined) ?? 'other';
}

/** Without the profile: `avc1` for `avc1.64001f`. */
function shortened(name: unknown): string {
  const text = typeof name === 'string' ? name : '';
  return Object.hasOwn(videos, text) || Object.hasOwn(audios, text)
    ? text
    : (/^\.?[^.]*/.exec(text)?.[0] ?? '');
}
