import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether there is an ffmpeg on this machine (Debian's `ffmpeg`). */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

const [picture, sound] = [
  ['-map', '0:v'],
  ['-map', '1:a'],
];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac'];
const both = [...picture, ...sound];
const usual = [...both, ...h264, ...aac];
const few = ['-frames:v', '6'];
const hls = ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '0'];

/** How each is made of a second of a test picture of 320 × 180 at 25 frames a second, and of a tone. */
const recipes: Record<string, readonly string[]> = {
  'h264-aac.mp4': usual,
  'faststart.mp4': [...usual, '-movflags', '+faststart'],
  'fragmented.mp4': [...usual, '-movflags', 'frag_keyframe+empty_moov'],
  'h264-aac.mov': usual,
  'h264-aac.mkv': usual,
  'vp8-opus.mkv': [...both, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'],
  'vp8-opus.webm': [...both, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'],
  'h264-opus.mp4': [...both, ...h264, '-c:a', 'libopus'],
  'aac.m4a': [...sound, ...aac],
  'tone.mp3': [...sound, '-c:a', 'libmp3lame'],
  'h264-aac.ts': usual,
  'h264-aac.flv': usual,
  'silent.mp4': [...picture, ...h264],
  'full-hd.mp4': [...usual, '-vf', 'scale=1920:1080,setsar=1', '-r', '30', ...few],
  'portrait.mp4': [...usual, '-vf', 'scale=1080:1920,setsar=1', ...few],
  'ntsc.mp4': [...usual, '-r', '30000/1001'],
  'film.mkv': [...usual, '-r', '24000/1001'],
  'full-hd.ts': [...usual, '-vf', 'scale=1920:1080,setsar=1', ...few],
  'h264-mp3.flv': [...both, ...h264, '-c:a', 'libmp3lame', '-ar', '44100'],
  'h265-aac.mp4': [...both, '-c:v', 'libx265', '-x265-params', 'log-level=none', ...aac],
  'h265-aac.ts': [...both, '-c:v', 'libx265', '-x265-params', 'log-level=none', ...aac],
  'h265.mkv': [...picture, '-c:v', 'libx265', '-x265-params', 'log-level=none'],
  'vp9-opus.webm': [
    ...both,
    '-c:v',
    'libvpx-vp9',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-c:a',
    'libopus',
  ],
  'vp9.mp4': [...picture, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
  'av1.mp4': [...picture, '-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-frames:v', '3'],
  'h264-ac3.mp4': [...both, ...h264, '-c:a', 'ac3'],
  'h264-ac3.ts': [...both, ...h264, '-c:a', 'ac3'],
  'h264-eac3.mkv': [...both, ...h264, '-c:a', 'eac3'],
  'h264-vorbis.mkv': [...both, ...h264, '-c:a', 'libvorbis'],
  'h264-flac.mkv': [...both, ...h264, '-c:a', 'flac'],
  'h264-pcm.mov': [...both, ...h264, '-c:a', 'pcm_s16le'],
  'h264-mp3.mp4': [...both, ...h264, '-c:a', 'libmp3lame'],
  'h264-mp2.ts': [...both, ...h264, '-c:a', 'mp2'],
  'h264-mp3.ts': [...both, ...h264, '-c:a', 'libmp3lame'],
  'mpeg2.ts': [...both, '-c:v', 'mpeg2video', '-c:a', 'mp2'],
  'mpeg4.mp4': [...both, '-c:v', 'mpeg4', ...aac],
  'prores.mov': [...picture, '-c:v', 'prores_ks', '-frames:v', '3'],
  'qhd-60.mp4': [...both, ...h264, ...aac, '-vf', 'scale=2560:1440,setsar=1,fps=60', ...few],
  'sixty.mp4': [...usual, '-vf', 'fps=60'],
  'sixty.ts': [...usual, '-vf', 'fps=60'],
  'sixty.flv': [...usual, '-vf', 'fps=60'],
  // Says that it is of 60 frames a second, and is of 25.
  'said-sixty.flv': [...usual, '-r', '60'],
  'wide.mp4': [...usual, '-vf', 'scale=2560:1080,setsar=1', ...few],
  'tone.ogg': [...sound, '-c:a', 'libvorbis'],
  'tone.wav': [...sound],
  'tone.flac': [...sound],
  'tone.aac': [...sound, ...aac],
  'video.avi': [...picture, '-c:v', 'mpeg4'],
  'video.wmv': [...picture, '-c:v', 'wmv2'],
  'video.mpg': [...picture, '-c:v', 'mpeg2video'],
  'picture.png': [...picture, '-frames:v', '1'],
  'hls-ts/list.m3u8': [...usual, ...hls],
  'hls-fmp4/list.m3u8': [...usual, ...hls, '-hls_segment_type', 'fmp4'],
  'hls-one-file/list.m3u8': [...usual, ...hls, '-hls_flags', 'single_file'],
  'hls-h265/list.m3u8': [
    ...[...picture, '-c:v', 'libx265', '-x265-params', 'log-level=none'],
    ...[...hls, '-hls_segment_type', 'fmp4', '-tag:v', 'hvc1'],
  ],
  'hls-sound/list.m3u8': [...sound, ...aac, ...hls],
  'hls-picture/list.m3u8': [...picture, ...h264, ...hls],
  'dash/manifest.mpd': [...usual, '-f', 'dash'],
};

/** The bytes of each sample by its name, and of the pieces beside it. */
export type Samples = ReadonlyMap<string, Buffer>;

/** Makes samples, all of them if none are named, by one ffmpeg. */
export function makeSamples(wanted: readonly string[] = Object.keys(recipes)): Samples {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  try {
    for (const name of wanted) mkdirSync(join(folder, name, '..'), { recursive: true });
    const outputs = wanted.flatMap((name) => ['-t', '1', ...(recipes[name] ?? []), name]);
    const inputs = [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1'],
      ...['-f', 'lavfi', '-i', 'sine=duration=1'],
    ];
    const made = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...inputs, ...outputs], {
      cwd: folder,
    });
    if (made.status !== 0) throw new Error(`ffmpeg made no samples: ${made.stderr}`);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    return new Map(
      files.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1), readFileSync(path)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
