import { describe, expect, test } from '@jest/globals';
import { linkIn } from '../../src/slack/message-link.ts';

describe('The link in the text', () => {
  test.each([
    ['<https://a.b/1.mp4>', 'https://a.b/1.mp4'],
    ['please: <https://a.b/1.mp4?x=1&amp;y=2|tonight>, thanks', 'https://a.b/1.mp4?x=1&y=2'],
    ['<http://a.b/1.mp4|http://other.example/2.mp4>', 'http://a.b/1.mp4'],
    ['<https://a.b/show.>', 'https://a.b/show.'],
    ['first <https://a.b/1.mp4>, then <https://a.b/2.mp4>', 'https://a.b/1.mp4'],
    ['<mailto:x@a.b|x@a.b> and <@U0BOB> and <rtmp://a.b/live/key>', 'rtmp://a.b/live/key'],
    ['the feed (rtmp://a.b/live/key?a=1&amp;b=2).', 'rtmp://a.b/live/key?a=1&b=2'],
    ['`rtmp://a.b/live/key` it is', 'rtmp://a.b/live/key'],
    ['&lt;rtmp://a.b/live/key&gt;', 'rtmp://a.b/live/key'],
    ['RTMP://a.b/live/key', 'RTMP://a.b/live/key'],
    ['ftp://a.b/1.mp4, https:// or <https://a.b/1.mp4>', 'https://a.b/1.mp4'],
  ])('%s is %s', (text, url) => {
    expect(linkIn({ text })).toBe(url);
  });

  test.each([
    ['no link here'],
    [''],
    ['<ftp://a.b/1.mp4>'],
    ['https://'],
    [`<https://a.b/${'x'.repeat(3000)}>`],
  ])('%s: there is none', (text) => {
    expect(linkIn({ text })).toBeUndefined();
  });
});

describe('Where the text has no link, the blocks may have one:', () => {
  const url = 'https://a.b/1.mp4?x=1&y=2';

  test.each([
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'see ' },
              { type: 'link', url, text: 'this' },
            ],
          },
        ],
      },
    ],
    [
      'a section',
      { type: 'section', text: { type: 'mrkdwn', text: '<https://a.b/1.mp4?x=1&amp;y=2|this>' } },
    ],
    ['fields', { type: 'section', fields: [{ type: 'mrkdwn', text: `<${url}>` }] }],
    ['small print', { type: 'context', elements: [{ type: 'plain_text', text: `see ${url}.` }] }],
  ])('%s', (_, block) => {
    expect(linkIn({ text: 'Fallback', blocks: [{ type: 'divider' }, block] })).toBe(url);
  });

  test.each([
    [{ text: 7, blocks: null }],
    [undefined],
    ['https://a.b/1.mp4'],
    [{ blocks: [{ type: 'link', url: { toString: 'https://a.b/1.mp4' } }] }],
  ])('what is no message has none: %j', (message) => {
    expect(linkIn(message)).toBeUndefined();
  });

  test('blocks within blocks are looked through, though not for ever', () => {
    const nested = (levels: number) => {
      const blocks = '{"elements":['.repeat(levels) + JSON.stringify({ text: url }) + ']}'.repeat(levels);
      return { blocks: JSON.parse(blocks) };
    };
    expect(linkIn(nested(5))).toBe(url);
    expect(linkIn(nested(100_000))).toBeUndefined();
  });
});
