import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../src/ingest/secret.ts';
import { createSeal } from '../../src/storage/seal.ts';

const { close, open } = createSeal(new Secret('key'));
const text = fc.string({ unit: 'grapheme' });

test('What was closed is opened by whoever has the key', () => {
  const sameKey = createSeal(new Secret('key'));
  fc.assert(fc.property(text, (each) => expect(sameKey.open(close(each))).toBe(each)));
});

test('What was closed with another key stays closed', () => {
  const otherKey = createSeal(new Secret('Key'));
  fc.assert(fc.property(text, (each) => expect(otherKey.open(close(each))).toBeUndefined()));
});

test('What was changed in any bit stays closed', () => {
  const changed = fc.record({ of: text, at: fc.nat(), bit: fc.nat({ max: 7 }) });
  fc.assert(
    fc.property(changed, ({ of, at, bit }) => {
      const bytes = Buffer.from(close(of), 'base64');
      const index = at % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << bit), index);
      expect(open(bytes.toString('base64'))).toBeUndefined();
    }),
  );
});

test('What was cut off, or joined from two, stays closed', () => {
  const sealed = Buffer.from(close('the whole of it'), 'base64');
  for (let length = 0; length < sealed.length; length += 1)
    expect(open(sealed.subarray(0, length).toString('base64'))).toBeUndefined();
  expect(open(Buffer.concat([sealed, sealed]).toString('base64'))).toBeUndefined();
});

test('What was never closed stays closed', () => {
  for (const each of ['', 'text', '{}', 'A'.repeat(100)]) expect(open(each)).toBeUndefined();
  fc.assert(fc.property(fc.string(), (each) => expect(open(each)).toBeUndefined()));
});

test('Two closings of one text differ, and neither shows it', () => {
  const closings = Array.from({ length: 100 }, () => close('rtmp://live.example.com/secret'));
  expect(new Set(closings).size).toBe(100);
  for (const each of closings) expect(Buffer.from(each, 'base64').toString('latin1')).not.toMatch(/secret/);
});
