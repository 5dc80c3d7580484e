import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Draft, type Field, fieldDefinitions, fields } from '../../../src/ingest/fields.ts';
import { readStartWords as readWords } from '../../../src/slack/command-line/start-words.ts';
import { plainWord } from '../../support/typed.ts';

const readStartWords = (words: readonly string[]) => readWords(words.map(plainWord));
const url = 'https://a.b/test.mp4';

test.each<[string[], Draft]>([
  [['room123', url], { room: 'room123', url }],
  [['007'], { room: '007' }],
  [['main stage', 'rtmp://a.b/live/x'], { room: 'main stage', url: 'rtmp://a.b/live/x' }],
  [['ftp://a.b/x'], { url: 'ftp://a.b/x' }],
  [['--room', 'room123', url], { room: 'room123', url }],
  [['room123', '--url', url], { room: 'room123', url }],
  [['--progress', 'room123', url], { progress: 'true', room: 'room123', url }],
  [['room123', url, '--repeat', '-1', '--volume=80'], { room: 'room123', url, repeat: '-1', volume: '80' }],
])('The words %j are a draft', (words, draft) => {
  expect(readStartWords(words)).toEqual({ draft, problems: [] });
});

describe('One word too many is a problem:', () => {
  const problem = (word: string, field: Field) =>
    `\`${word}\` is one word too many: \`--${field}\` was already given (put quotes around values with spaces).`;

  test.each<[string[], Draft, string]>([
    [['main', 'stage'], { room: 'main' }, problem('stage', 'room')],
    [['--room', 'main', 'stage'], { room: 'main' }, problem('stage', 'room')],
    [['main', '<!here>'], { room: 'main' }, problem('&lt;!here&gt;', 'room')],
  ])('%j', (words, draft, sentence) => {
    expect(readStartWords(words)).toEqual({ draft, problems: [sentence] });
  });
});

test('Every field can be given as an option', () => {
  const value = (field: Field) => (fieldDefinitions[field].kind === 'flag' ? 'true' : `a ${field}`);
  const draft = Object.fromEntries(fields.map((field) => [field, value(field)]));
  const words = fields.flatMap((field) => [`--${field}`, value(field)]);
  expect(readStartWords(words)).toEqual({ draft, problems: [] });
});

test('Every field comes back as it was typed after =', () => {
  // Marks, brackets and what ends a sentence may not belong to a value.
  const text = fc.stringMatching(/^[\w #$%&+/<=>@^|-]+$/).filter((value) => !/^[_<]|[_>]$/.test(value));
  fc.assert(
    fc.property(fc.constantFrom(...fields), text, (field, value) => {
      expect(readStartWords([`--${field}=${value}`]).draft).toEqual({ [field]: value });
    }),
  );
});

describe('A preset', () => {
  test.each([
    [['--preset', 'evening', 'room123', '--volume', '80']],
    [['room123', '--volume=80', '--preset=evening']],
  ])('is named apart from the fields: %j', (words) => {
    expect(readStartWords(words)).toEqual({
      draft: { room: 'room123', volume: '80' },
      preset: 'evening',
      problems: [],
    });
  });

  test.each([
    [['--preset'], '`--preset` needs a value.'],
    [['--preset', 'a', '--preset', 'b'], '`--preset` was given 2 times; give it once.'],
    [['--preste', 'a'], '`--preste` is not an option. Did you mean `--preset`?'],
  ])('%j is a problem', (words, sentence) => {
    expect(readStartWords(words)).toEqual({ draft: {}, problems: [sentence] });
  });
});
