import { describe, expect, test } from '@jest/globals';
import { fileOf, previewOf } from '../../../sandbox/slack/attachments.ts';
import { hasFile, linksIn } from '../../../src/slack/listeners/message-link.ts';
import { closings, placesOfLinks, placesOfWords } from '../../support/message-places.ts';

/** The URL with which the form is filled in. */
const linkIn = (message: unknown) => linksIn(message)[0];

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

describe('A link is found in', () => {
  const url = 'rtmp://a.b/live/key?a=1&b=2';
  const webUrl = 'https://a.b/1.mp4?a=1&b=2';

  test.each(placesOfWords)('%s, whatever ends the sentence', (_, write) => {
    for (const end of closings) {
      for (const each of [url, webUrl]) {
        expect([end, linkIn(write(`see ${each}${end}`))]).toEqual([end, each]);
        expect([end, linkIn(write(`（${each}${end}`))]).toEqual([end, each]);
      }
    }
  });

  test.each(placesOfLinks)('%s', (_, write) => {
    expect(linkIn(write(url))).toBe(url);
    expect(linkIn(write(webUrl))).toBe(webUrl);
  });

  test.each([...placesOfWords, ...placesOfLinks])('%s, and no other scheme is', (_, write) => {
    for (const scheme of [
      'ftp',
      'rtsp',
      'srt',
      'file',
      'javascript',
      'mailto',
      'tel',
      'data',
      'rtmps',
      'xhttp',
    ]) {
      expect(linkIn(write(`${scheme}://a.b/1.mp4`))).toBeUndefined();
    }
  });
});

test('Characters that nobody sees are no part of a link, wherever they stand', () => {
  const url = 'https://a.b/1.mp4';
  for (const [place, write] of [...placesOfWords, ...placesOfLinks]) {
    for (const sign of ['\u200B', '\u00AD', '\uFEFF', '\u2060', '\uFE0F', '\u{E0061}', '\u202E', '\u034F']) {
      const dirty = [...url].join(sign);
      expect([place, linkIn(write(`${sign}${dirty}${sign}`))]).toEqual([place, url]);
    }
  }
});

describe('What belongs to an address stays in it:', () => {
  test.each([
    'https://a.b/映画（前編）.mp4',
    'https://a.b/映画、前編.mp4?key=鍵',
    'https://a.b/番組/録画',
    'https://пример.рф/видео/стрим',
    'https://a.b/قناة/بث.m3u8',
    'https://a.b/सीधा/प्रसारण',
    'https://a.b/l’été/concert.mp4',
    'https://a.b/show_(1)_[2]',
    'https://a.b/_show_~1',
    'https://proxy.example/https://a.b/1.mp4',
    'https://a.b/1.mp4?from=http://x.y/2',
    'rtmp://a.b/live/key＿1',
  ])('%s', (url) => {
    for (const [place, write] of placesOfWords)
      expect([place, linkIn(write(`${url} is it`))]).toEqual([place, url]);
  });

  test('a link that somebody labelled is taken as it is', () => {
    expect(linkIn({ text: '<https://a.b/1.mp4。|tonight>' })).toBe('https://a.b/1.mp4。');
    expect(linkIn({ text: '<https://a.b/show.>' })).toBe('https://a.b/show.');
  });
});

describe('Slack takes into a link what follows without a space, which is left out:', () => {
  test.each([
    ['<https://a.b/1.mp4、よろしく>'],
    ['<http://a.b/1.mp4。|a.b/1.mp4。>'],
    ['《一尺》当当网<http://a.b/1.mp4《闲梦》亚马逊>'],
  ])('%s', (text) => expect(linkIn({ text })).toMatch(/^https?:\/\/a\.b\/1\.mp4$/));

  test('in rich text too', () => {
    const elements = [{ type: 'link', url: 'https://a.b/1.mp4，谢谢' }];
    expect(linkIn({ blocks: [{ type: 'rich_text', elements: [{ elements }] }] })).toBe('https://a.b/1.mp4');
  });
});

test('Marks around an address are not part of it', () => {
  for (const mark of ['*', '_', '~', '`', '"', "'", '“”', '「」', '（）', '[]', '()', '<>']) {
    const [open = '', close = open] = mark;
    expect([mark, linkIn({ text: `${open}rtmp://a.b/live/key${close}` })]).toEqual([
      mark,
      'rtmp://a.b/live/key',
    ]);
  }
});

test('Entities are decoded once', () => {
  expect(linkIn({ text: 'rtmp://a.b/1?x=1&amp;amp;y=2' })).toBe('rtmp://a.b/1?x=1&amp;y=2');
  expect(linkIn({ blocks: [{ type: 'link', url: 'https://a.b/1?x=1&amp;y=2' }] })).toBe(
    'https://a.b/1?x=1&amp;y=2',
  );
});

test('What is typed is not escaped, so nothing in it is decoded', () => {
  const elements = [{ type: 'text', text: 'rtmp://a.b/1?x=1&amp;y=2' }];
  expect(linkIn({ blocks: [{ type: 'rich_text', elements: [{ elements }] }] })).toBe(
    'rtmp://a.b/1?x=1&amp;y=2',
  );
});

test('The picture of an emoji is no link', () => {
  const elements = [{ type: 'emoji', name: 'party', url: 'https://emoji.example/party.gif' }];
  expect(linksIn({ blocks: [{ type: 'rich_text', elements: [{ elements }] }] })).toEqual([]);
});

test.each([
  ['《一尺》当当网http://a.b/1《闲梦》亚马逊http://a.b/2》', ['http://a.b/1', 'http://a.b/2']],
  ['主：rtmp://a.b/live/1，备：rtmp://a.b/live/2。', ['rtmp://a.b/live/1', 'rtmp://a.b/live/2']],
  ['rtmp://a.b/live/1、rtmp://a.b/live/2', ['rtmp://a.b/live/1', 'rtmp://a.b/live/2']],
])('In a script without spaces, several links are several: %s', (text, urls) => {
  expect(linksIn({ text })).toEqual(urls);
});

describe('Of several links', () => {
  const preview = previewOf('https://pages.example/show', { title_link: 'https://pages.example/canonical' });
  const picture = { type: 'image', image_url: 'https://pictures.example/1.png', alt_text: '' };

  test('what somebody wrote comes before what was forwarded, quoted and shown of pages', () => {
    const message = {
      text: 'see <https://a.b/1.mp4> or https://a.b/2.mp4',
      blocks: [picture, { type: 'section', text: { type: 'mrkdwn', text: '<https://a.b/3.mp4>' } }],
      attachments: [
        preview,
        {
          is_msg_unfurl: true,
          from_url: 'https://studio.slack.com/archives/C1/p1',
          text: '<https://a.b/5.mp4>',
        },
        { is_msg_unfurl: true, is_share: true, from_url: 'https://x.y', text: '<https://a.b/4.mp4>' },
      ],
    };
    expect(linksIn(message)).toEqual([1, 2, 3, 4, 5].map((n) => `https://a.b/${n}.mp4`));
  });

  test('what stands in place of an attachment is not another one, since it may be shortened', () => {
    const fallback = '[November 27th, 2026 6:02 PM] bob: see https://a.b/1.m…';
    const attachments = [{ is_share: true, fallback, text: 'see <https://a.b/1.mp4>' }];
    expect(linksIn({ text: '', attachments })).toEqual(['https://a.b/1.mp4']);
  });

  test('those of a preview come only where nothing was written, and pictures last', () => {
    expect(linksIn({ text: 'Look', blocks: [picture], attachments: [preview] })).toEqual([
      'https://pages.example/show',
      'https://pages.example/canonical',
    ]);
    expect(linksIn({ text: 'Look', blocks: [picture] })).toEqual([picture.image_url]);
  });

  test('the same one is counted once, with or without the slash that Slack adds', () => {
    const elements = [{ type: 'link', url: 'https://a.b/' }];
    expect(linksIn({ text: '<https://a.b>', blocks: [{ type: 'rich_text', elements }] })).toEqual([
      'https://a.b',
    ]);
  });

  test('pictures of people and pages, and the pages of people, are none', () => {
    const { attachments } = {
      attachments: [
        {
          author_name: 'bob',
          author_link: 'https://x.y/bob',
          author_icon: 'https://x.y/bob.png',
          thumb_url: 'https://x.y/thumb.png',
          footer_icon: 'https://x.y/foot.png',
          text: 'Tonight',
        },
      ],
    };
    expect(linksIn({ text: '', attachments })).toEqual([]);
  });
});

describe('What Slack keeps for people who are signed in', () => {
  test.each([
    'https://files.slack.com/files-pri/T1-F1/1.mp4',
    'https://studio.slack.com/archives/C1/p1700000000000100',
    'https://studio.enterprise.slack.com/archives/C1/p1',
    'https://slack.com/x',
    'https://slack-files.com/T1-F1-abc',
    'https://slack-imgs.com/?url=https%3A%2F%2Fa.b',
  ])('is no stream: %s', (url) => {
    expect(linksIn({ text: `<${url}>` })).toEqual([]);
    expect(linksIn({ text: `<${url}> <https://notslack.com/1.mp4>` })).toEqual([
      'https://notslack.com/1.mp4',
    ]);
  });

  test('is known as a file where it is one', () => {
    expect(hasFile({ text: '', files: [fileOf('show.mp4')] })).toBe(true);
    expect(hasFile({ text: '', attachments: [{ is_share: true, files: [fileOf('show.mp4')] }] })).toBe(true);
    expect(hasFile({ text: 'no link' })).toBe(false);
  });
});

test('However much there is in a message, it is read in time that grows with it', () => {
  const long = 'rtmp://a.b/，)_<[('.repeat(10_000);
  for (const text of [long, ')'.repeat(100_000), `rtmp://a.b/${')'.repeat(100_000)}`, '<'.repeat(100_000)])
    for (const type of ['text', 'mrkdwn', 'markdown', 'plain_text'])
      expect(linksIn({ text, blocks: [{ type, text }] }).length).toBeLessThan(3);
  const blocks = Array.from({ length: 20_000 }, () => ({
    type: 'rich_text',
    elements: [{ type: 'text', text: 'x' }],
  }));
  expect(linksIn({ blocks })).toEqual([]);
}, 20_000);
