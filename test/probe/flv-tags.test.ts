import { describe, expect, test } from '@jest/globals';
import { writeAmf } from '../../src/probe/flv/amf0.ts';
import { createTags } from '../../src/probe/flv/tags.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const fourLetters = (head: string, name: string, rest = '') =>
  Buffer.concat([bytes(head), Buffer.from(name), bytes(rest)]);

const videoCodecOf = (...bodies: readonly Buffer[]) => {
  const tags = createTags();
  for (const [index, body] of bodies.entries()) tags.add(9, index * 40, body);
  return tags.facts()?.video?.codec;
};

describe('The codec of a picture is told by', () => {
  test.each([
    ['its number', bytes('17 01 000000 00'), 'h264'],
    ['the number that others gave H.265', bytes('1c 00 000000 01'), 'h265'],
    ['the number of Sorenson', bytes('12 00'), 'h263'],
    ['a number that nobody knows', bytes('1f 00'), 'other'],
    ['four letters', fourLetters('91', 'hvc1', '000000 00'), 'h265'],
    ['four letters of a configuration', fourLetters('90', 'av01', '81'), 'av1'],
    ['four letters behind something to skip', fourLetters('97 02 000001 01', 'vp09'), 'vp9'],
    ['four letters of the first of several tracks', fourLetters('96 01', 'avc1', '00'), 'h264'],
    ['nothing, if it is a note for players', bytes('57 00'), undefined],
    ['nothing, if it is cut off', fourLetters('91', 'hv'), undefined],
    ['nothing, if it is the end of a sequence', bytes('17 02 000000'), undefined],
  ])('%s', (_, body, codec) => {
    expect(videoCodecOf(body)).toBe(codec);
  });
});

test.each([
  ['af 01 00', 'aac'],
  ['2f 00', 'mp3'],
  ['bf 00', 'speex'],
  ['df 00', 'opus'],
  ['91 4f707573', 'opus'],
  ['90 61632d33', 'ac3'],
  ['9f', undefined],
])('The codec of a sound is told: %s', (hex, codec) => {
  const tags = createTags();
  tags.add(8, 0, bytes(hex));
  expect(tags.facts()?.audio?.codec).toBe(codec);
});

test('Frames are counted by the times at which they are shown', () => {
  const tags = createTags();
  // Decoded every 20 ms; shown in another order.
  const shifts = [40, 100, 40, 0, 20];
  for (let at = 0; at < 50; at += 1) {
    const shift = shifts[at % shifts.length] ?? 0;
    tags.add(9, at * 20, Buffer.from([0x27, 1, 0, 0, shift, 0]));
  }
  expect(tags.facts()?.video?.frameRate?.perSecond).toBeCloseTo(50, 0);
});

test('A description is not believed without pictures', () => {
  const tags = createTags();
  tags.add(18, 0, bytes('02000a6f6e4d65746144617461 0800000001 00057769647468 00 4094000000000000 000009'));
  expect(tags.facts()).toBeUndefined();
  tags.add(9, 0, bytes('12 00'));
  expect(tags.facts()?.video).toMatchObject({ codec: 'h263', size: undefined });
});

// As nginx-rtmp sends it to whoever comes between two key frames.
test.each([
  ['waited for if the stream says that it has them', { width: 320, height: 180 }, false],
  ['not waited for if it says nothing of them', { audiocodecid: 10 }, true],
])('Pictures that come later than the sound are %s', (_, said, enough) => {
  const tags = createTags();
  tags.add(18, 0, writeAmf('onMetaData', said));
  for (let time = 0; time <= 10_000; time += 20) tags.add(8, time, bytes('af 01 00'));
  expect(tags.isEnough()).toBe(enough);
  expect(tags.facts()).toEqual({ video: undefined, audio: { codec: 'aac' } });
});

// As ffmpeg describes it, and as nginx-rtmp does.
test.each([
  ['no word of sound', { width: 320, height: 180, framerate: 25 }, 320],
  ['zeros for sound', { width: 320, height: 180, framerate: 25, audiocodecid: 0, audiodatarate: 0 }, 320],
  ['sound', { width: 320, height: 180, framerate: 25, audiocodecid: 10 }, 1000],
  ['no word of either', { framerate: 25 }, 1000],
])('Sound that does not come is waited for: a description with %s', (_, said, until) => {
  const tags = createTags();
  tags.add(18, 0, writeAmf('onMetaData', said));
  let time = 0;
  for (; !tags.isEnough(); time += 40) tags.add(9, time, bytes('12 00'));
  expect(time - 40).toBe(until);
});
