import fc from 'fast-check';
import { anyJson, deepJson, nastyText } from './nasty.ts';
import { handleHere } from './payloads.ts';

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, -1, 701, 702, 7, 1e308, 8.64e15, 1.5, Number.MAX_SAFE_INTEGER),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
/** As TRTC's pages show and describe them: as numbers, and as text. */
const written = (right: fc.Arbitrary<number>) => fc.oneof(right, right.map(String));
const loose = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: right, weight: 8 }, { arbitrary: anyJson, weight: 1 });

/** Events like TRTC's, of a running task (whose TaskId stands for the handle) and of others. */
const events = fc.record(
  {
    EventGroupId: loose(written(fc.constantFrom(7, 7, 7, 1))),
    EventType: loose(written(fc.constantFrom(701, 701, 702, 703, 103, 104, 201))),
    CallbackMsTs: loose(number),
    EventInfo: loose(
      fc.record(
        {
          EventMsTs: loose(written(number)),
          TaskId: loose(fc.oneof(fc.constant(handleHere), nastyText)),
          Status: loose(written(fc.constantFrom(0, 1, 2, 3, -1))),
          RoomId: loose(fc.oneof(nastyText, number)),
          UserId: loose(nastyText),
          Reason: loose(written(number)),
          Payload: anyJson,
        },
        { requiredKeys: ['TaskId'] },
      ),
    ),
  },
  { requiredKeys: ['EventInfo'] },
);

const texts = fc.oneof(
  { arbitrary: events.map((event) => JSON.stringify(event)), weight: 10 },
  { arbitrary: anyJson.map((json) => JSON.stringify(json)), weight: 2 },
  { arbitrary: nastyText, weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(100, 5_000, 30_000), fc.constantFrom('lists' as const, 'objects' as const))
      .map(([levels, kind]) => deepJson(levels, kind)),
    weight: 1,
  },
  { arbitrary: fc.constantFrom(1, 65_536, 65_537, 400_000).map((size) => 'x'.repeat(size)), weight: 1 },
);

/** What may arrive where TRTC sends its events, and how it is signed. */
export const callbacks = fc.record({
  body: texts,
  sign: fc.oneof(
    { arbitrary: fc.constant('right' as const), weight: 6 },
    { arbitrary: fc.constant('missing' as const), weight: 1 },
    { arbitrary: fc.constant('of another body' as const), weight: 1 },
    { arbitrary: fc.constant('of another key' as const), weight: 1 },
    { arbitrary: fc.stringMatching(/^[\x20-\x7e]{0,90}$/).map((text) => ({ text })), weight: 1 },
  ),
  sdkAppId: fc.constantFrom('1234567890', '', '0', '-1', '9'.repeat(500)),
});

export type Callback = typeof callbacks extends fc.Arbitrary<infer T> ? T : never;
