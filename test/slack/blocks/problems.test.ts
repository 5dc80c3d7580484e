import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Draft, type Field, fields } from '../../../src/ingest/fields.ts';
import { readRequest } from '../../../src/ingest/request.ts';
import { problems, sentence } from '../../../src/slack/blocks/problems.ts';
import { prod, rulesOf } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../../support/slack-limits.ts';

function sentencesOn(draft: Draft): string[] {
  const read = readRequest(draft, rulesOf([prod]));
  return read.ok ? [] : read.problems.map(sentence);
}

test('One problem is one sentence: option, rule, what was given', () => {
  expect(sentence({ field: 'volume', given: '201', code: 'not-allowed' })).toBe(
    '`--volume` takes a whole number from 0 to 200; `201` was given.',
  );
  expect(sentence({ field: 'room', code: 'characters', characters: ['<'] })).toMatch(
    /^`--room` takes no &lt;, only up to 64 letters/,
  );
});

describe('A message about problems', () => {
  test('with one says it after the fact that nothing was started', () => {
    expect(problems(['`--url` is needed.'], undefined)).toMatchObject({
      text: 'Nothing was started. `--url` is needed.',
      blocks: [{ type: 'section' }],
    });
  });

  test('with several counts and lists them', () => {
    expect(problems(['A.', 'B.'], undefined).text).toBe('Nothing was started. 2 things to mend:\n• A.\n• B.');
  });

  test('lists twenty and counts the rest', () => {
    const lines = problems(Array<string>(22).fill('A.'), undefined).text.split('\n');
    expect(lines).toHaveLength(22);
    expect([lines[0], lines.at(-1)]).toEqual(['Nothing was started. 22 things to mend:', '… and 2 more']);
  });

  test('has a button to the form where the rest was kept', () => {
    expect(problems(['A.'], 'draft-1').blocks.at(-1)).toMatchObject({
      elements: [{ action_id: 'open-draft', value: 'draft-1', text: { text: 'Open the form filled in' } }],
    });
  });

  test('names every field that is wrong, however much was typed into each', () => {
    const everything = Object.fromEntries(fields.map((field) => [field, ' <>&'.repeat(50)]));
    const told = problems(sentencesOn(everything), 'draft-1');
    expect(messageProblems(told)).toEqual([]);
    expect(fields.filter((field) => !wordsOf(told).includes(`\`--${field}\``))).toEqual([]);
  });

  test.each(fields.filter((field) => field !== 'user-sig' && field !== 'private-map-key'))(
    'about --%s has no markup in it but its own',
    (field) => {
      const sentences = sentencesOn({ room: 'room123', url: 'https://a.b/', [field]: '/ <!channel> &' });
      expect(sentences).not.toEqual([]);
      expect(sentences.flatMap(foreignMarkup)).toEqual([]);
    },
  );
});

test('Slack takes a message about any draft, and what was typed never becomes markup', () => {
  const typed = fc.oneof(fc.string(), fc.constantFrom('<!channel>', '`<@U0BOB>', '<#C1>', '&lt;!here>'));
  const anyDraft: fc.Arbitrary<Draft> = fc.record(
    Object.fromEntries(fields.filter((field) => field !== 'room').map((field) => [field, typed])) as Record<
      Field,
      typeof typed
    >,
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyDraft, (draft) => {
      const told = problems(sentencesOn({ ...draft, room: 'room123' }), undefined);
      expect(messageProblems(told)).toEqual([]);
      expect([told.text, ...textsIn(told.blocks)].flatMap(foreignMarkup)).toEqual([]);
    }),
  );
});
