import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inferRoomType, isImpossibleInteger, isRoomId, readRoomType } from '../../src/ingest/room.ts';

describe('A room id', () => {
  const punctuation = ' !#$%&()+-:;<=.>?@[]^_{}|~,';

  test('may hold each of the 89 characters of TRTC’s strRoomId', () => {
    const characters = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789${punctuation}`;
    expect(new Set(characters).size).toBe(89);
    expect([...characters].filter((character) => !isRoomId(character))).toEqual([]);
  });

  test.each(['', 'süd', 'a/b', 'a\\b', "a'b", 'a"b', 'a`b', 'a*b', 'a\nb', 'room123\n', '房间', 'room🎬'])(
    'may not be %j',
    (id) => expect(isRoomId(id)).toBe(false),
  );

  test('has at most 64 characters', () => {
    expect(isRoomId('x'.repeat(64))).toBe(true);
    expect(isRoomId('x'.repeat(65))).toBe(false);
  });
});

describe('The type of a room', () => {
  test.each(['1', '9', '123', '4294967294'])('is integer where only %s is given', (id) => {
    expect(inferRoomType(id)).toBe(1);
  });

  test.each(['0', '007', '4294967295', '99999999999999999999', '-1', '1.5', '1e3', 'room123', ' 1', '1 '])(
    'is string where only %j is given',
    (id) => expect(inferRoomType(id)).toBe(0),
  );

  test('is never integer for an id that would read differently as a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,12}$/)), (id) => {
        if (inferRoomType(id) === 1) expect(String(Number(id))).toBe(id);
      }),
    );
  });

  test.each([
    ['string', 0],
    ['0', 0],
    ['integer', 1],
    ['1', 1],
    ['2', undefined],
    ['String', undefined],
    ['', undefined],
    ['01', undefined],
  ])('reads from %j as %s', (text, type) => {
    expect(readRoomType(text)).toBe(type);
  });
});

test.each([
  ['0', true],
  ['1', false],
  ['007', false],
  ['4294967294', false],
  ['4294967295', true],
  ['room123', false],
])('That %s cannot be an integer room is %s', (id, impossible) => {
  expect(isImpossibleInteger(id)).toBe(impossible);
});
