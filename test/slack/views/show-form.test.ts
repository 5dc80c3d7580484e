import { describe, expect, test } from '@jest/globals';
import type { InputBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import type { Show } from '../../../src/ingest/shows/show.ts';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';
import { readStartWords } from '../../../src/slack/command-line/start-words.ts';
import { toWords } from '../../../src/slack/command-line/tokens.ts';
import { optionsOf, type ShowForm, showForm } from '../../../src/slack/views/show-form.ts';
import { showProblems } from '../../../src/slack/views/show-problems.ts';
import { keyless, prod } from '../../support/samples.ts';
import { viewProblems } from '../../support/slack-limits.ts';

const url = fc
  .tuple(
    fc.constantFrom('https', 'http', 'rtmp'),
    fc.string({ unit: fc.constantFrom(...'abz019-._~:/?#[]@!$&()*+,;=%'), maxLength: 30 }),
  )
  .map(([scheme, rest]) => `${scheme}://a.b/${rest}x`);
const options = fc.record(
  {
    'room-type': fc.constantFrom('string', 'integer'),
    app: fc.constantFrom('prod', '1400000001'),
    repeat: fc.constantFrom('-1', '3'),
    volume: fc.constantFrom('0', '100'),
    tempo: fc.constant('1.25'),
    'auto-push': fc.constantFrom('true', 'false'),
    check: fc.constantFrom('warn', 'strict'),
    user: fc.constantFrom('robot', '-robot', '_'),
  },
  { requiredKeys: [] },
);
const show = (given: Partial<Show> = {}): Show => ({
  ...{ name: 'late-show', channel: 'C0LIVE', defaults: {}, rows: [], by: 'U1', at: 1_000 },
  ...given,
});
const applications = [prod, keyless];
const formOf = (form: Partial<ShowForm>) =>
  showForm({ applications, presets: ['evening'], takesFile: true, ...form });
const inputs = (view: ModalView) =>
  view.blocks.filter((block): block is InputBlock => block.type === 'input');
const typedIn = (view: ModalView) =>
  inputs(view)
    .filter(({ block_id }) => block_id?.startsWith('rows-'))
    .flatMap(({ element }) => ('initial_value' in element ? [element.initial_value] : []))
    .join('\n');

describe('What is written of a show, and read again,', () => {
  test('is the same options of all rows', () => {
    fc.assert(
      fc.property(fc.tuple(options, fc.record({ url }, { requiredKeys: [] })), ([given, source]) => {
        const draft = { ...source, ...given };
        const words = toWords(optionsOf(draft));
        expect(words.ok && readStartWords(words.words)).toMatchObject({ draft, problems: [] });
      }),
    );
  });
});

describe('The form of a show', () => {
  test('is one that Slack takes, empty and with the longest show that it takes', () => {
    const long = Array.from({ length: 100 }, (_, n) => ({
      ...{ room: `${'r'.repeat(60)}${n}`, url: `https://a.b/${'x'.repeat(1200)}` },
    }));
    expect(viewProblems(formOf({}))).toEqual([]);
    const view = formOf({ show: show({ rows: long }) });
    expect(viewProblems(view)).toEqual([]);
    expect(readShowRows(typedIn(view)).rows.map(({ draft }) => draft)).toEqual(long);
  });

  test('says so if the rows of a show are too long for it, and shows no part of them', () => {
    const long = Array.from({ length: 100 }, (_, n) => ({
      ...{ room: `r${n}`, url: `https://a.b/${'映'.repeat(900)}` },
    }));
    const view = formOf({ show: show({ rows: long }) });
    expect(viewProblems(view)).toEqual([]);
    expect(JSON.stringify(view).includes('too long for a form')).toBe(true);
    expect(typedIn(view)).toBe('');
  });

  test('has room for more rows than those that it has', () => {
    const view = formOf({ show: show({ rows: [{ room: 'a', url: 'https://a.b/1.mp4' }] }) });
    expect(inputs(view).filter(({ block_id }) => block_id?.startsWith('rows-')).length).toBeGreaterThan(1);
  });
});

test('However much is wrong, Slack takes what is laid over the form', () => {
  const filled = { name: 'a', channel: 'C1', defaults: `--url ${'x'.repeat(2990)}`, rows: 'a https://a.b/1' };
  const problems = Array.from({ length: 300 }, (_, n) => `Line ${n}: ${'&lt;'.repeat(300)}`);
  for (const below of [undefined, { filled }, { filled: { ...filled, defaults: '' }, count: 1 }])
    expect(viewProblems(showProblems(problems, below))).toEqual([]);
});
