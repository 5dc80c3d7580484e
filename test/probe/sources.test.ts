import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasFfmpeg, makeSamples, type Samples } from '../support/media-samples.ts';
import { file, live, type MediaServer, startMediaServer, whole } from '../support/media-server.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

const suite = hasFfmpeg ? describe : describe.skip;
if (!hasFfmpeg) console.warn('No ffmpeg on this machine: the source check is not tried on real media.');

let samples: Samples;
let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
  samples = hasFfmpeg ? makeSamples() : new Map();
  for (const [name, bytes] of samples) {
    server.add(`/${name}`, file(bytes));
    server.add(`/whole/${name}`, whole(bytes));
    server.add(`/live/${name}`, live(bytes));
  }
}, 60_000);

afterAll(() => server.close());

suite('A file is told for what it is:', () => {
  test.each([
    ['h264-aac.mp4', 'mp4 h264 320x180 @25 aac 1s'],
    ['faststart.mp4', 'mp4 h264 320x180 @25 aac 1s'],
    ['fragmented.mp4', expect.stringMatching(/^mp4 h264 320x180 @2[45](\.\d+)? aac$/)],
    ['h264-aac.mov', 'mov h264 320x180 @25 aac 1s'],
    ['h264-aac.mkv', 'matroska h264 320x180 @25 aac 1s'],
    ['vp8-opus.mkv', 'matroska vp8 320x180 @25 opus 1s'],
    ['h264-opus.mp4', 'mp4 h264 320x180 @25 opus 1s'],
    ['aac.m4a', 'mp4 - aac 1s'],
    ['tone.mp3', 'mp3 - mp3 1s'],
    ['h264-aac.ts', 'mpeg-ts h264 320x180 @25 aac'],
    ['h264-aac.flv', 'flv h264 320x180 @25 aac 1s'],
    ['said-sixty.flv', expect.stringMatching(/^flv h264 320x180 @2[45]\S* aac 1s$/)],
    ['silent.mp4', 'mp4 h264 320x180 @25 - 1s'],
    ['full-hd.mp4', 'mp4 h264 1920x1080 @30 aac 1s'],
    ['full-hd.ts', 'mpeg-ts h264 1920x1080 @25 aac'],
    ['portrait.mp4', 'mp4 h264 1080x1920 @25 aac 1s'],
    ['ntsc.mp4', 'mp4 h264 320x180 @29.97 aac 1s'],
    ['film.mkv', expect.stringMatching(/^matroska h264 320x180 @23.9\d aac 1s$/)],
    ['hls-ts/list.m3u8', 'hls h264 320x180 @25 aac 1s'],
    ['hls-fmp4/list.m3u8', 'hls h264 320x180 @25 aac 1s'],
    ['hls-one-file/list.m3u8', 'hls h264 320x180 @25 aac 1s'],
    ['hls-sound/list.m3u8', 'hls - aac 1s'],
    ['hls-picture/list.m3u8', 'hls h264 320x180 @25 - 1s'],
  ])('%s fits', async (name, expected) => {
    expect(summaryOf(await check(name))).toEqual(expected);
  });

  test.each([
    ['h265-aac.mp4', 'mp4 h265 320x180 @25 aac 1s !video-codec:h265'],
    ['h265-aac.ts', 'mpeg-ts h265 320x180 @25 aac !video-codec:h265'],
    ['h265.mkv', 'matroska h265 320x180 @25 - 1s !video-codec:h265'],
    ['hls-h265/list.m3u8', 'hls h265 320x180 @25 - 1s !video-codec:h265'],
    ['vp9.mp4', 'mp4 vp9 320x180 @25 - 1s !video-codec:vp9'],
    ['vp9-opus.webm', 'webm vp9 320x180 @25 opus 1s ?container:webm !video-codec:vp9'],
    ['vp8-opus.webm', 'webm vp8 320x180 @25 opus 1s ?container:webm'],
    ['av1.mp4', 'mp4 av1 320x180 @25 - 0s !video-codec:av1'],
    ['mpeg2.ts', 'mpeg-ts mpeg2 mp2 !video-codec:mpeg2 !audio-codec:mp2'],
    ['h264-mp2.ts', 'mpeg-ts h264 320x180 @25 mp2 !audio-codec:mp2'],
    ['h264-mp3.ts', 'mpeg-ts h264 320x180 @25 mp3 ?audio-codec:mp3'],
    ['mpeg4.mp4', 'mp4 mpeg4 320x180 @25 aac 1s !video-codec:mpeg4'],
    ['prores.mov', 'mov prores 320x180 @25 - 0s !video-codec:prores'],
    ['h264-ac3.mp4', 'mp4 h264 320x180 @25 ac3 1s !audio-codec:ac3'],
    ['h264-ac3.ts', 'mpeg-ts h264 320x180 @25 ac3 !audio-codec:ac3'],
    ['h264-eac3.mkv', 'matroska h264 320x180 @25 eac3 1s !audio-codec:eac3'],
    ['h264-vorbis.mkv', 'matroska h264 320x180 @25 vorbis 1s !audio-codec:vorbis'],
    ['h264-flac.mkv', 'matroska h264 320x180 @25 flac 1s !audio-codec:flac'],
    ['h264-pcm.mov', 'mov h264 320x180 @25 pcm 1s !audio-codec:pcm'],
    ['h264-mp3.mp4', 'mp4 h264 320x180 @25 mp3 1s ?audio-codec:mp3'],
    ['h264-mp3.flv', 'flv h264 320x180 @25 mp3 1s ?audio-codec:mp3'],
    ['qhd-60.mp4', expect.stringMatching(/^mp4 h264 2560x1440 @60 aac \ds !too-large !too-many-frames$/)],
    ['sixty.mp4', 'mp4 h264 320x180 @60 aac 1s !too-many-frames'],
    ['sixty.ts', 'mpeg-ts h264 320x180 @60 aac !too-many-frames'],
    ['sixty.flv', expect.stringMatching(/^flv h264 320x180 @(59|60)\S* aac 1s !too-many-frames$/)],
    ['wide.mp4', 'mp4 h264 2560x1080 @25 aac 1s ?too-large'],
    ['tone.ogg', 'ogg - vorbis !container:ogg !audio-codec:vorbis'],
    ['tone.wav', 'wav - pcm 1s !container:wav !audio-codec:pcm'],
    ['tone.flac', 'flac - flac 1s !container:flac !audio-codec:flac'],
    ['tone.aac', 'adts - aac ?container:adts'],
    ['video.avi', 'other-format avi'],
    ['video.wmv', 'other-format asf'],
    ['video.mpg', 'other-format mpeg-ps'],
    ['picture.png', 'other-format image'],
    ['dash/manifest.mpd', 'other-format dash'],
  ])('%s does not', async (name, expected) => {
    expect(summaryOf(await check(name))).toEqual(expected);
  });

  test.each([
    ['h264-aac.ts', 'mpeg-ts h264 320x180 @25 aac live'],
    ['h264-aac.flv', 'flv h264 320x180 @25 aac live'],
    ['h264-aac.mkv', 'matroska h264 320x180 @25 aac live'],
    ['tone.mp3', 'mp3 - mp3 live'],
    ['tone.aac', 'adts - aac live ?container:adts'],
  ])('%s without an end is live', async (name, expected) => {
    expect(summaryOf(await check(`live/${name}`))).toEqual(expected);
  });

  test.each([
    ['h264-aac.mp4', 'mp4 h264 320x180 @25 aac 1s ?index-at-end'],
    ['faststart.mp4', 'mp4 h264 320x180 @25 aac 1s'],
    ['h264-aac.mkv', 'matroska h264 320x180 @25 aac 1s'],
    ['hls-one-file/list.m3u8', 'hls h264 320x180 @25 aac 1s'],
    ['hls-fmp4/list.m3u8', 'hls h264 320x180 @25 aac 1s'],
  ])('%s from a server without parts', async (name, expected) => {
    expect(summaryOf(await check(`whole/${name}`))).toEqual(expected);
  });
});

async function check(name: string) {
  return realProbe('127.0.0.1').check(`${server.origin}/${name}`, stays());
}
