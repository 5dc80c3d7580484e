import fc from 'fast-check';
import { fields } from '../../src/ingest/fields.ts';
import { anyJson, nastyText, secretUrls, ticket } from './nasty.ts';

const right: Record<string, string> = {
  room: 'room123',
  url: 'https://a.b/test.mp4',
  'room-type': 'string',
  volume: '80',
  tempo: '1.5',
  repeat: '-1',
  'max-duration': '120',
  user: 'robot1',
  'user-sig': ticket,
};

const oversized = fc.constantFrom(
  'x'.repeat(100_000),
  '`'.repeat(5_000),
  '<!channel>'.repeat(400),
  ' '.repeat(9_999),
);
const text = fc.oneof(
  { arbitrary: nastyText, weight: 6 },
  { arbitrary: fc.constantFrom(...secretUrls, ...Object.values(right)), weight: 3 },
  { arbitrary: oversized, weight: 1 },
);

const element = fc.oneof(
  { arbitrary: text.map((value) => ({ type: 'plain_text_input', value })), weight: 5 },
  { arbitrary: text.map((value) => ({ type: 'static_select', selected_option: { value } })), weight: 2 },
  { arbitrary: text.map((value) => ({ type: 'checkboxes', selected_options: [{ value }] })), weight: 1 },
  { arbitrary: anyJson.map((value) => ({ type: 'plain_text_input', value })), weight: 2 },
  { arbitrary: anyJson.map((selected_option) => ({ type: 'static_select', selected_option })), weight: 1 },
  { arbitrary: anyJson.map((selected_options) => ({ type: 'checkboxes', selected_options })), weight: 1 },
  { arbitrary: anyJson, weight: 1 },
);
const block: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: element.map((value) => ({ value })), weight: 6 },
  { arbitrary: fc.dictionary(fc.constantFrom('value', '__proto__', 'a'), element), weight: 1 },
  { arbitrary: anyJson, weight: 1 },
);

const channelBlock = fc.oneof(
  {
    arbitrary: fc.constant({ value: { type: 'conversations_select', selected_conversation: 'C0LIVEOPS' } }),
    weight: 8,
  },
  { arbitrary: nastyText.map((id) => ({ value: { selected_conversation: `C1>${id}` } })), weight: 1 },
  { arbitrary: anyJson.map((id) => ({ value: { selected_conversation: id } })), weight: 1 },
  { arbitrary: anyJson, weight: 1 },
);

const rightBlocks = Object.fromEntries(
  ['room', 'url'].map((name) => [name, { value: { type: 'plain_text_input', value: right[name] } }]),
);
const bentBlocks = fc.dictionary(
  fc.constantFrom(...fields, 'room', 'url', 'url', '__proto__', 'other'),
  block,
  { maxKeys: 5 },
);

/** The values of a form's state: right ones, with some of them missing or replaced by anything. */
export const formValues: fc.Arbitrary<unknown> = fc.oneof(
  {
    arbitrary: fc
      .tuple(bentBlocks, channelBlock, fc.subarray(['room', 'url', 'channel']))
      .map(([bent, channel, missing]): unknown => {
        const values: Record<string, unknown> = { ...rightBlocks, channel, ...bent };
        for (const name of missing.slice(0, 1)) delete values[name];
        return values;
      }),
    weight: 8,
  },
  { arbitrary: anyJson, weight: 1 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);
