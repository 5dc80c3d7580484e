import type { AudioCodec, Container, Finding, VideoCodec } from '../../ingest/source-report.ts';
import { calendarDate, duration } from '../format/mrkdwn.ts';

export const containerNames: Record<Container, string> = {
  mp4: 'MP4',
  mov: 'MOV',
  matroska: 'Matroska (MKV)',
  webm: 'WebM',
  mp3: 'MP3',
  'mpeg-ts': 'MPEG-TS',
  flv: 'FLV',
  rtmp: 'RTMP',
  hls: 'HLS',
  adts: 'AAC without a container',
  ogg: 'Ogg',
  wav: 'WAV',
  flac: 'FLAC',
};

export const videoNames: Record<VideoCodec, string> = {
  h264: 'H.264',
  h265: 'H.265',
  h266: 'H.266',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  vp6: 'VP6',
  h263: 'H.263',
  mpeg2: 'MPEG-2 video',
  mpeg4: 'MPEG-4 Part 2 video',
  prores: 'ProRes',
  other: 'video of an unknown codec',
};

export const audioNames: Record<AudioCodec, string> = {
  aac: 'AAC',
  opus: 'Opus',
  mp3: 'MP3 audio',
  mp2: 'MP2 audio',
  vorbis: 'Vorbis',
  flac: 'FLAC audio',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  dts: 'DTS',
  pcm: 'PCM',
  alac: 'ALAC',
  speex: 'Speex',
  other: 'audio of an unknown codec',
};

/** One thing that does not fit, and what to do about it. */
export function misfit(finding: Finding): string {
  const { certain } = finding;
  switch (finding.code) {
    case 'container':
      return certain
        ? `TRTC does not take ${containerNames[finding.container]}: send FLV, MP3, MP4, MPEG-TS, MOV, MKV, M4A or HLS.`
        : `TRTC does not name ${containerNames[finding.container]} among what it takes; MP4 or MKV is safe.`;
    case 'video-codec':
      return certain
        ? `TRTC does not take ${videoNames[finding.codec]}: encode the video as H.264 or VP8.`
        : `The codec of the video could not be told; TRTC takes H.264 and VP8.`;
    case 'audio-codec':
      return certain
        ? `TRTC does not take ${audioNames[finding.codec]}: encode the audio as AAC or Opus.`
        : `TRTC names AAC and Opus, and here is ${audioNames[finding.codec]}: it may stay silent.`;
    case 'too-large':
      return `${finding.width} × ${finding.height} is larger than 1080p, the most that TRTC takes: scale it down.`;
    case 'too-many-frames':
      return `${Math.round(finding.perSecond * 100) / 100} frames a second are more than 30, the most that TRTC takes: send at most 30.`;
    case 'encrypted':
      return certain
        ? 'It is protected (DRM), which TRTC cannot undo: send it unprotected.'
        : 'It is encrypted with a key that is fetched from its server, so it was not looked into.';
    case 'index-at-end':
      return 'Its index is at the end, and its server gives no parts of files: write it with the index first (`-movflags +faststart`).';
    case 'cut-off':
      return 'The file says that it is longer than it is: upload it again.';
    case 'slower-than-real-time':
      return `It came at ${Math.round(finding.came)} kbit/s, and plays at ${Math.round(finding.needed)}: its server, or the way to the bot, is too slow.`;
    case 'missing-variants':
      return `${finding.missing} of ${finding.of} qualities of the playlist cannot be had.`;
    case 'stale':
      return `Nothing was added to the live playlist for ${duration(finding.ageMs)}: look whether the encoder still sends.`;
    case 'link-expired':
      return `The link ended on ${calendarDate(finding.at)}${finding.exact ? '' : ', unless its server adds to that'}: make a new one.`;
    case 'link-ends-before':
      return `The link ends on ${calendarDate(finding.at)}, before the stream does on ${calendarDate(finding.plannedEnd)}: make one that is good for longer.`;
  }
}
