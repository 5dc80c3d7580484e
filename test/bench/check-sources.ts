import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasFfmpeg, makeSamples } from '../support/media-samples.ts';
import { file, startMediaServer } from '../support/media-server.ts';
import { hasRtmp, startRtmpServer } from '../support/rtmp-server.ts';

/** Sources on loopback: what each is, and its URL. */
export interface CheckSources {
  /** Those that come as fast as they are read. */
  recorded: ReadonlyMap<string, string>;
  /** Those of which a picture comes when its time has come. */
  live: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Milliseconds between two key frames of those that are live. */
export const keyFrameMs = 1000;

/** A second of each kind, as people use them. */
const seconds = {
  'MP4, its index at the end': 'h264-aac.mp4',
  'MP4, its index first': 'faststart.mp4',
  'fragmented MP4': 'fragmented.mp4',
  MOV: 'h264-aac.mov',
  MKV: 'h264-aac.mkv',
  'MPEG-TS': 'h264-aac.ts',
  FLV: 'h264-aac.flv',
  MP3: 'tone.mp3',
  M4A: 'aac.m4a',
  'HLS of MPEG-TS': 'hls-ts/list.m3u8',
  'HLS of fragmented MP4': 'hls-fmp4/list.m3u8',
} as const;
const long = 'MP4 of two hours, its index at the end';

/** Makes and serves them; `undefined` without ffmpeg. Those of RTMP are there if nginx speaks it. */
export async function startCheckSources(): Promise<CheckSources | undefined> {
  if (!hasFfmpeg) return undefined;
  const samples = makeSamples([...Object.values(seconds), 'silent.mp4']);
  const http = await startMediaServer();
  for (const [path, bytes] of samples) http.add(`/${path}`, file(bytes));
  http.add('/long.mp4', file(twoHours()));
  const recorded = new Map<string, string>();
  for (const [kind, path] of Object.entries(seconds)) recorded.set(kind, `${http.origin}/${path}`);
  recorded.set(long, `${http.origin}/long.mp4`);
  const live = new Map<string, string>();
  if (!hasRtmp) return { recorded, live, close: http.close };
  const rtmp = await startRtmpServer();
  const sample = (name: string) => samples.get(name) ?? Buffer.alloc(0);
  rtmp.addFilm('film.flv', sample('h264-aac.flv'));
  await rtmp.publish('show', sample('h264-aac.mp4'));
  await rtmp.publish('mute', sample('silent.mp4'));
  recorded.set('RTMP, recorded', `${rtmp.origin}/films/film.flv`);
  live.set('RTMP, live', `${rtmp.origin}/live/show`);
  live.set('RTMP, live and without sound', `${rtmp.origin}/live/mute`);
  return {
    recorded,
    live,
    async close() {
      await Promise.all([http.close(), rtmp.close()]);
    },
  };
}

/** What takes longest to read of a film is its index, which has a line for each frame. */
function twoHours(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'film-'));
  const ffmpeg = (...how: readonly string[]) => {
    const made = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', ...how], { cwd: folder });
    if (made.status !== 0) throw new Error(`ffmpeg made no film: ${made.stderr}`);
  };
  try {
    const inputs = ['testsrc2=size=64x64:rate=25:duration=60', 'sine=duration=60'];
    ffmpeg(
      ...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]),
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', 'minute.mp4'],
    );
    ffmpeg('-stream_loop', '119', '-i', 'minute.mp4', '-c', 'copy', 'film.mp4');
    return readFileSync(join(folder, 'film.mp4'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
