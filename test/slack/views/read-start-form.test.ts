import { describe, expect, test } from '@jest/globals';
import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { withIds } from '../../../sandbox/slack/block-kit/ids.ts';
import { freshState } from '../../../sandbox/slack/field-state.ts';
import { type Draft, type Field, fields } from '../../../src/ingest/fields.ts';
import { readStartForm } from '../../../src/slack/views/read-start-form.ts';
import { startForm } from '../../../src/slack/views/start-form.ts';
import { typedValue } from '../../../src/slack/views/typed-value.ts';
import { keyless, prod } from '../../support/samples.ts';

const applications = [prod, keyless];

/** What Slack sends of a form that was opened in a channel and sent off untouched. */
function untouched(view: ModalView, channel = 'C0HERE') {
  return readStartForm(freshState(withIds(view.blocks), channel));
}

const filledIn = (drafted: Draft) =>
  untouched(startForm({ checks: true, draft: drafted }, applications)).draft;

test('A form that was left as it is holds nothing but the channel', () => {
  expect(untouched(startForm({ checks: true, draft: {} }, applications))).toEqual({
    draft: {},
    channel: 'C0HERE',
  });
  expect(untouched(startForm({ checks: true, draft: {}, channel: 'C0LIVE' }, applications)).channel).toBe(
    'C0LIVE',
  );
});

test('A form without a channel has none', () => {
  expect(
    readStartForm({ channel: { value: { type: 'conversations_select', selected_conversation: null } } }),
  ).toEqual({ draft: {}, channel: undefined });
  expect(readStartForm({})).toEqual({ draft: {}, channel: undefined });
});

test('Spaces around a value are not part of it, and only spaces are nothing', () => {
  const typed = (value: string) => ({ value: { type: 'plain_text_input', value } });
  expect(readStartForm({ room: typed(' main stage '), url: typed('   ') }).draft).toEqual({
    room: 'main stage',
  });
});

test.each([
  [undefined],
  [null],
  ['room'],
  [[]],
  [{ room: null, url: 'x', channel: [] }],
  [{ room: { value: 7 }, url: { value: { value: 7 } }, volume: { value: { value: ['5'] } } }],
  [{ tempo: { value: { selected_option: 'fast' } }, region: { value: { selected_option: null } } }],
  [{ progress: { value: { selected_options: { 0: { value: 'true' } } } } }],
  [JSON.parse('{"__proto__": {"value": {"value": "x"}}, "constructor": {"value": {"value": "x"}}}')],
])('What is not as Slack sends it counts as left empty: %j', (values) => {
  expect(readStartForm(values)).toEqual({ draft: {}, channel: undefined });
});

test.each([['C1> <!channel'], ['c0here'], ['C'.repeat(50)], [7], [{}], ['']])(
  '%j is no channel',
  (selected_conversation) => {
    expect(readStartForm({ channel: { value: { selected_conversation } } }).channel).toBeUndefined();
  },
);

const values: Record<Field, fc.Arbitrary<string>> = {
  room: fc.string({ minLength: 1 }),
  url: fc.webUrl({ size: 'large' }),
  'room-type': fc.constantFrom('string', 'integer'),
  app: fc.constantFrom('prod', 'keyless'),
  region: fc.constantFrom(...prod.regions),
  repeat: fc.string({ minLength: 1 }),
  'max-duration': fc.integer().map(String),
  seek: fc.integer().map(String),
  volume: fc.string({ minLength: 1 }),
  tempo: fc.constantFrom('0.5', '0.75', '1', '1.25', '1.5', '1.75', '2'),
  'idle-timeout': fc.integer().map(String),
  'auto-push': fc.constant('true'),
  progress: fc.constant('true'),
  check: fc.constantFrom('off', 'warn', 'strict'),
  user: fc.string({ minLength: 1 }),
  'user-sig': fc.string({ minLength: 1 }),
  'private-map-key': fc.string({ minLength: 1 }),
};
const anyDraft: fc.Arbitrary<Draft> = fc.record(values, { requiredKeys: [] });

test('What is filled in comes back out', () => {
  fc.assert(
    fc.property(anyDraft, (drafted) => {
      const meant = fields.flatMap((field) => {
        const value = typedValue(field, drafted[field] ?? '');
        return value === undefined ? [] : [[field, value]];
      });
      expect(filledIn(drafted)).toEqual(Object.fromEntries(meant));
    }),
  );
});

test('The form reaches every field', () => {
  const one = (field: Field) =>
    fc.sample(
      values[field].filter((value) => value.trim() !== ''),
      { numRuns: 1, seed: 1 },
    );
  const full = Object.fromEntries(fields.map((field) => [field, one(field)[0]?.trim() ?? '']));
  expect(filledIn(full)).toEqual(full);
  expect(Object.keys(full)).toHaveLength(fields.length);
});

describe('Other ways to write the same choice are filled in too:', () => {
  test.each<[Draft, Draft]>([
    [{ 'room-type': '0' }, { 'room-type': 'string' }],
    [{ 'room-type': '1' }, { 'room-type': 'integer' }],
    [{ app: '1400000002' }, { app: 'keyless' }],
    [{ tempo: '1.50' }, { tempo: '1.5' }],
    [{ tempo: '.5' }, { tempo: '0.5' }],
    [{ 'auto-push': 'false' }, {}],
  ])('%j', (typed, shown) => expect(filledIn(typed)).toEqual(shown));
});

test.each<[Field, string]>([
  ['region', 'eu-frankfurt'],
  ['app', 'unknown'],
  ['tempo', 'fast'],
  ['room-type', 'constructor'],
  ['progress', 'maybe'],
])('A --%s of %s, which is no choice, is left to be chosen again', (field, value) => {
  expect(filledIn({ [field]: value })).toEqual({});
});

test('A URL that is too long for the form does not become another one that is accepted', () => {
  const url = `https://a.b/${'x'.repeat(3000)}`;
  expect(filledIn({ url })).toEqual({});
});
