import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  button,
  confirmed,
  context,
  message,
  messageOfLines,
  section,
} from '../../../src/slack/format/message.ts';
import { messageProblems, textsIn } from '../../support/slack-limits.ts';

const press = button('open-draft', 'Open the form', 'draft-1');

test('A message has its text twice: for the screen and for notifications', () => {
  expect(message('It is *live*.')).toEqual({
    text: 'It is *live*.',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'It is *live*.', verbatim: true } }],
  });
});

test('More lines than Slack takes are counted in the last one', () => {
  const lines = Array.from({ length: 600 }, (_, n) => `${n}. ${'&'.repeat(90)}`);
  const long = messageOfLines(lines, [press]);
  expect(messageProblems(long)).toEqual([]);
  const shown = textsIn(long.blocks.slice(0, -1)).join('\n').split('\n');
  expect(shown.slice(0, -1)).toEqual(lines.slice(0, shown.length - 1));
  expect(shown.at(-1)).toBe(`… and ${600 - shown.length + 1} more`);
  expect(shown.length).toBeGreaterThan(100);
});

test('Slack makes no links and mentions of words that only look like them', () => {
  const texts = [section('https://a.b').text, context('@channel').elements[0]];
  expect(texts).toMatchObject([{ verbatim: true }, { verbatim: true }]);
});

test('Buttons stand below the text', () => {
  const { blocks } = message('It is *live*.', [press]);
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'actions']);
  expect(blocks[1]).toEqual({
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'open-draft',
        text: { type: 'plain_text', text: 'Open the form' },
        value: 'draft-1',
      },
    ],
  });
});

test('A button that asks does the same as it does without asking, and looks dangerous', () => {
  const asking = confirmed(press, {
    title: 'Sure?',
    text: 'It goes off air.',
    confirm: 'Stop',
    deny: 'Keep',
  });
  expect(asking).toEqual({
    ...press,
    style: 'danger',
    confirm: {
      title: { type: 'plain_text', text: 'Sure?' },
      text: { type: 'plain_text', text: 'It goes off air.' },
      confirm: { type: 'plain_text', text: 'Stop' },
      deny: { type: 'plain_text', text: 'Keep' },
      style: 'danger',
    },
  });
  expect(press).not.toHaveProperty('confirm');
});

describe('Whatever its length, Slack takes', () => {
  const long = fc.string({ minLength: 1, maxLength: 80 }).map((text) => `x${text.repeat(70)}`);

  test.each([
    ['a section', section],
    ['small print', context],
  ])('%s', (_, build) => {
    fc.assert(
      fc.property(long, (text) => messageProblems({ text: 'x', blocks: [build(text)] }).length === 0),
    );
  });

  test('a button', () => {
    fc.assert(
      fc.property(long, (label) => {
        const blocks = [{ type: 'actions' as const, elements: [button('id', label, 'value')] }];
        expect(messageProblems({ text: 'x', blocks })).toEqual([]);
      }),
    );
  });

  test('a button that asks', () => {
    fc.assert(
      fc.property(long, (words) => {
        const asking = confirmed(press, { title: words, text: words, confirm: words, deny: words });
        expect(messageProblems(message('Sure?', [asking]))).toEqual([]);
      }),
    );
  });

  test('a message of lines', () => {
    fc.assert(
      fc.property(fc.array(long, { minLength: 1, maxLength: 12 }), (lines) => {
        expect(messageProblems(messageOfLines(lines, [press]))).toEqual([]);
      }),
    );
  });
});

test('Lines fill as few sections as they need, in order and none of them lost', () => {
  const line = (letter: string) => letter.repeat(1499);
  const texts = textsIn(messageOfLines([line('a'), `${line('b')}b`, 'c', 'd']).blocks);
  expect(texts).toEqual([`${line('a')}\n${line('b')}b`, 'c\nd']);
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 2900 }), { minLength: 1 }), (lines) => {
      expect(textsIn(messageOfLines(lines).blocks).join('\n')).toBe(lines.join('\n'));
    }),
  );
});
