import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readStart } from '../../sandbox/trtc/rules.ts';
import { type Draft, type Field, fieldDefinitions, fields } from '../../src/ingest/fields.ts';
import { readRequest } from '../../src/ingest/request.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { startParams } from '../../src/trtc/start-params.ts';
import { keyless, prod, rulesOf } from '../support/samples.ts';

const applications = [prod, keyless, { ...prod, name: 'guarded', sdkAppId: 7, needsPrivateMapKey: true }];
const key = new Secret('5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e');

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer({ min: -20, max: 11_000 }).map(String),
  fc.constantFrom('__proto__', 'constructor', 'true', '1.25', 'string', '\u0000', '\n'),
);
const anyDraft: fc.Arbitrary<Draft> = fc.record(
  Object.fromEntries(fields.map((field) => [field, anyText])) as Record<Field, typeof anyText>,
  { requiredKeys: [] },
);

/** Values that are often right, so that whole drafts are accepted now and then. */
const near: Record<Field, fc.Arbitrary<string>> = {
  room: fc.oneof(
    fc.stringMatching(/^[\w !#$%&()+:;<=.>?@[\]^{}|~,-]{1,66}$/),
    fc.nat(4_294_967_299).map(String),
  ),
  url: fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'large' }),
    fc.webUrl().map((url) => url.replace(/^https?/, 'rtmp')),
  ),
  'room-type': fc.constantFrom('0', '1', 'string', 'integer'),
  app: fc.constantFrom('prod', '1400000001', 'guarded', '7'),
  region: fc.constantFrom('ap-tokyo', 'ap-mumbai'),
  repeat: fc.integer({ min: -1, max: 1000 }).map(String),
  'max-duration': fc.integer({ min: 0, max: 10_081 }).map(String),
  seek: fc.nat().map(String),
  volume: fc.integer({ min: -1, max: 201 }).map(String),
  tempo: fc.constantFrom('0.5', '.75', '1', '01.25', '1.50', '2', '2.0'),
  'idle-timeout': fc.integer({ min: -1, max: 601 }).map(String),
  'auto-push': fc.constantFrom('true', 'false'),
  progress: fc.constantFrom('true', 'false'),
  check: fc.constantFrom('off', 'warn', 'strict', 'asked'),
  user: fc.stringMatching(/^[\w-]{1,32}$/),
  'user-sig': fc.stringMatching(/^eJ[\w*-]{10,40}$/),
  'private-map-key': fc.stringMatching(/^eJ[\w*-]{10,40}$/),
};
const likelyDraft = fc.record(near, { requiredKeys: ['room', 'url', 'user', 'user-sig'] });

test('No draft of any texts makes an exception; a refusal names fields, each once, and shows no secret', () => {
  fc.assert(
    fc.property(anyDraft, (draft) => {
      const read = readRequest(draft, rulesOf(applications));
      if (read.ok) return;
      const named = read.problems.map(({ field }) => field);
      expect(named.length).toBeGreaterThan(0);
      expect(new Set(named).size).toBe(named.length);
      expect(fields).toEqual(expect.arrayContaining(named));
      const secretive = read.problems.filter(({ field }) => fieldDefinitions[field].kind === 'secret');
      expect(secretive.every(({ given }) => given === undefined)).toBe(true);
    }),
  );
});

test('Whatever is accepted becomes parameters that satisfy every rule of StartStreamIngest', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof({ arbitrary: likelyDraft, weight: 4 }, anyDraft), (draft) => {
      const read = readRequest(draft, rulesOf(applications));
      if (!read.ok) return;
      accepted += 1;
      const call = { request: read.request, robot: read.request.user ?? 'ingest-k7f2qd' };
      const sent = JSON.parse(JSON.stringify(startParams(call, key)));
      expect(readStart(sent)).toMatchObject({ roomId: draft.room, streamUrl: draft.url });
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(20);
});
