import { describe, expect, test } from '@jest/globals';
import type { InputBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { type Draft, type Field, fieldDefinitions, fields } from '../../../src/ingest/fields.ts';
import { type Application, readRequest } from '../../../src/ingest/request.ts';
import { fieldWords } from '../../../src/slack/format/field-words.ts';
import { fieldError, startForm } from '../../../src/slack/views/start-form.ts';
import { draft, keyless, prod, rulesOf } from '../../support/samples.ts';
import { viewProblems } from '../../support/slack-limits.ts';

const several = [prod, keyless];
const inputs = (view: ModalView) =>
  view.blocks.filter((block): block is InputBlock => block.type === 'input');
const input = (view: ModalView, field: string) => inputs(view).find((block) => block.block_id === field);
const plain = (text: string) => ({ type: 'plain_text', text });

describe('The start form', () => {
  test('is one that Slack takes', () => {
    expect(viewProblems(startForm({ checks: true, draft: {} }, several))).toEqual([]);
  });

  test('asks for room, URL and channel, and leaves the rest to choice', () => {
    const asked = inputs(startForm({ checks: true, draft: {} }, several));
    const needed = asked.filter((block) => block.optional !== true).map((block) => block.block_id);
    expect(needed).toEqual(['room', 'url', 'channel']);
  });

  test('has an input for every field, with its label and purpose, and the range where it is a number', () => {
    const view = startForm({ checks: true, draft: {} }, several);
    const ids = inputs(view).map((block) => block.block_id);
    expect([...ids].sort()).toEqual([...fields, 'channel'].sort());
    for (const field of fields) {
      const { label, purpose, takes } = fieldWords[field];
      const hint = input(view, field)?.hint?.text.toLowerCase();
      expect(input(view, field)?.label).toEqual(plain(label));
      expect(hint).toContain(purpose.replaceAll('`', '').toLowerCase());
      if (fieldDefinitions[field].kind === 'whole number') expect(hint).toContain(takes.toLowerCase());
    }
  });

  test('offers no look at the source where nothing is looked at', () => {
    const view = startForm({ checks: false, draft: {} }, several);
    expect(input(view, 'check')).toBeUndefined();
    expect(view.blocks.some((block) => block.type === 'actions')).toBe(false);
  });

  test('shows no markup where Slack shows it as it is', () => {
    const view = startForm({ checks: true, draft: {} }, several);
    expect(inputs(view).filter((block) => block.hint?.text.includes('`'))).toEqual([]);
  });

  test('asks for the application only where there are several', () => {
    expect(input(startForm({ checks: true, draft: {} }, [prod]), 'app')).toBeUndefined();
    expect(input(startForm({ checks: true, draft: {} }, several), 'app')?.element).toMatchObject({
      options: [
        { text: plain('prod (1400000001)'), value: 'prod' },
        { text: plain('keyless (1400000002)'), value: 'keyless' },
      ],
    });
  });

  test('answers in the channel that was given, else in the one where it was opened', () => {
    expect(
      input(startForm({ checks: true, draft: {}, channel: 'C0LIVE' }, [prod]), 'channel')?.element,
    ).toMatchObject({
      initial_conversation: 'C0LIVE',
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      response_url_enabled: true,
    });
    const element = input(startForm({ checks: true, draft: {} }, [prod]), 'channel')?.element;
    expect(element).toMatchObject({ default_to_current_conversation: true, response_url_enabled: true });
    expect(element).not.toHaveProperty('initial_conversation');
  });

  test('begins with a notice where there is one', () => {
    const [first] = startForm({ checks: true, draft: {}, notice: 'Please fill it in again.' }, [prod]).blocks;
    expect(first).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'Please fill it in again.', verbatim: true }],
    });
  });

  test('has every application that the settings can name, whatever their length', () => {
    const applications: Application[] = Array.from({ length: 100 }, (_, index) => ({
      ...prod,
      name: `${index}`.padEnd(50, 'x'),
      sdkAppId: 4_294_967_000 + index,
    }));
    const view = startForm({ checks: true, draft: {} }, applications);
    expect(viewProblems(view)).toEqual([]);
    expect(input(view, 'app')?.element).toHaveProperty('options.length', 100);
  });
});

describe('What is wrong stands at its field:', () => {
  const wrong = (typed: Draft) => {
    const read = readRequest(typed, rulesOf(several));
    return read.ok ? [] : read.problems;
  };

  test.each<[Field, string, string]>([
    ['room', 'a/b', `Takes no /, only ${fieldWords.room.takes.replace('a room: ', '')}.`],
    ['volume', '201', 'Takes a whole number from 0 to 200.'],
    ['room-type', '`x`', 'Takes string (or 0) or integer (or 1).'],
    ['tempo', '3', 'Takes one of 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2.'],
    [
      'url',
      'rtsp://a.b/1.mp4',
      'Takes a URL that begins with http://, https:// or rtmp://: rtsp is not pulled.',
    ],
    ['url', 'https://a.b/1.mp4|x', 'Takes a URL in which | must be written %7C.'],
  ])('--%s %s', (field, value, rule) => {
    const typed = { ...draft, [field]: value };
    const view = startForm({ checks: true, draft: typed, problems: wrong(typed) }, several);
    expect(input(view, field)?.hint?.text).toBe(`⚠️ ${rule} You gave: ${value.replace('|x', '?…')}`);
    const others = inputs(view).filter((block) => block.block_id !== field);
    expect(others.filter((block) => block.hint?.text.startsWith('⚠️'))).toEqual([]);
  });

  test('a missing value is not said to have been given', () => {
    const view = startForm({ checks: true, draft: {}, problems: wrong({}) }, several);
    expect(input(view, 'url')?.hint?.text).toMatch(/^⚠️ Is needed: it takes an http, https or rtmp URL.*\.$/);
  });

  test('below a field it is a sentence without markup', () => {
    expect(fieldError({ field: 'max-duration', code: 'loop-only' })).toBe(
      'Works only with a loop, that is with --repeat -1.',
    );
  });

  test('and Slack takes the form whatever was typed', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 2990, maxLength: 3010 }));
    const anyDraft: fc.Arbitrary<Draft> = fc.record(
      Object.fromEntries(fields.map((field) => [field, typed])) as Record<Field, typeof typed>,
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyDraft, fc.constantFrom([prod], several), (drafted, applications) => {
        const view = startForm({ checks: true, draft: drafted, problems: wrong(drafted) }, applications);
        expect(viewProblems(view)).toEqual([]);
      }),
    );
  });
});
