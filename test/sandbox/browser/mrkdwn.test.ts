import { describe, expect, test } from '@jest/globals';
import { type Inline, parseMrkdwn } from '../../../sandbox/browser/page/blocks/mrkdwn.ts';

const text = (words: string, style?: Extract<Inline, { type: 'text' }>['style']): Inline =>
  style === undefined ? { type: 'text', text: words } : { type: 'text', text: words, style };

/** The elements of the one paragraph that there is. */
function line(mrkdwn: string): Inline[] {
  const [paragraph, ...more] = parseMrkdwn(mrkdwn);
  expect(more).toEqual([]);
  expect(paragraph?.type).toBe('rich_text_section');
  return paragraph?.elements ?? [];
}

describe('mrkdwn as rich text', () => {
  test.each<[string, Inline[]]>([
    [
      '*bold* _it_ ~no~',
      [
        text('bold', { bold: true }),
        text(' '),
        text('it', { italic: true }),
        text(' '),
        text('no', { strike: true }),
      ],
    ],
    [
      '*`a` and _b_*',
      [
        text('a', { code: true, bold: true }),
        text(' and ', { bold: true }),
        text('b', { bold: true, italic: true }),
      ],
    ],
    ['`*a* _b_ :x: &amp;amp;`', [text('*a* _b_ :x: &amp;', { code: true })]],
    ['2*3*4, snake_case_name and * alone *', [text('2*3*4, snake_case_name and * alone *')]],
    ['*two\nlines*', [text('*two'), text('\n'), text('lines*')]],
    [':x: at 12:30:45 :unknown:', [text('❌ at 12:30:45 :unknown:')]],
    ['&lt;@U1&gt; &amp;lt;', [text('<@U1> &lt;')]],
  ])('%s has its marks where Slack sees some', (mrkdwn, elements) => {
    expect(line(mrkdwn)).toEqual(elements);
  });

  test.each<[string, Inline]>([
    ['<@U1|name>', { type: 'user', user_id: 'U1' }],
    ['<#C1>', { type: 'channel', channel_id: 'C1' }],
    ['<!subteam^S1>', { type: 'usergroup', usergroup_id: 'S1' }],
    ['<!here>', { type: 'broadcast', range: 'here' }],
    ['<!other|what it is>', text('what it is')],
    [
      '<https://a.b/?c=1&amp;d=2>',
      { type: 'link', url: 'https://a.b/?c=1&d=2', text: 'https://a.b/?c=1&d=2' },
    ],
    ['<mailto:a@b.c|mail>', { type: 'link', url: 'mailto:a@b.c', text: 'mail' }],
    ['<javascript:alert(1)|run>', text('run')],
    ['https://a.b/_c_d', { type: 'link', url: 'https://a.b/_c_d' }],
    ['<!date^0^{date_num}|then>', { type: 'date', timestamp: 0, format: '{date_num}' }],
    ['<!date^never^{date_num}|&gt; then>', text('> then')],
    ['*<@U1>*', { type: 'user', user_id: 'U1', style: { bold: true } }],
  ])('%s is one element', (mrkdwn, element) => {
    expect(line(mrkdwn)).toEqual([element]);
  });

  test('a date with a link is a link that says the date', () => {
    const [link] = line('<!date^1700000000^on {date_num}^https://a.b|then>');
    expect(link).toEqual({
      type: 'link',
      url: 'https://a.b',
      text: expect.stringMatching(/^on 2023-11-1[45]$/),
    });
  });

  test('quotes, code of several lines and what stands between them are paragraphs', () => {
    expect(parseMrkdwn('one\n&gt; two\n> three\n```\nfour *4*\n  &lt;5&gt;\n```\nsix')).toEqual([
      { type: 'rich_text_section', elements: [text('one')] },
      { type: 'rich_text_quote', elements: [text('two'), text('\n'), text('three')] },
      { type: 'rich_text_preformatted', elements: [text('four *4*\n  <5>')] },
      { type: 'rich_text_section', elements: [text('six')] },
    ]);
  });
});
