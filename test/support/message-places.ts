import { messageWithin, previewOf } from '../../sandbox/slack/attachments.ts';
import type { JsonObject } from '../../sandbox/slack/json.ts';
import type { Message, MessageExtras } from '../../sandbox/slack/types.ts';

/** What a message holds, as somebody writes it to the stand-in. */
export type Said = { text: string } & MessageExtras;

const blocks = (...all: JsonObject[]): Said => ({ text: 'Tonight', blocks: all });
const attached = (...all: JsonObject[]): Said => ({ text: 'Tonight', attachments: all });
const richText = (...elements: JsonObject[]): JsonObject => ({ type: 'rich_text', elements });
const text = (words: string): JsonObject => ({ type: 'text', text: words });
const link = (url: string): JsonObject => ({ type: 'link', url });
const section = (...elements: JsonObject[]): JsonObject => ({ type: 'rich_text_section', elements });
const list = (...elements: JsonObject[]): JsonObject => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements,
});
const quote = (...elements: JsonObject[]): JsonObject => ({ type: 'rich_text_quote', elements });
const code = (...elements: JsonObject[]): JsonObject => ({ type: 'rich_text_preformatted', elements });
const mrkdwn = (words: string): JsonObject => ({ type: 'mrkdwn', text: words });
const plain = (words: string): JsonObject => ({ type: 'plain_text', text: words });
const rawText = (words: string): JsonObject => ({ type: 'raw_text', text: words });
const button = (url: string): JsonObject => ({ type: 'button', action_id: 'x', text: plain('Watch'), url });

const author = { id: 'U0BOB', name: 'bob' };
const permalink = 'https://studio.slack.com/archives/C0LIVEOPS/p1700000000000100';
const original = (said: Partial<Said>): Message => {
  const { text: words = '', ...extras } = said;
  return { channel: 'C0LIVEOPS', ts: '1700000000.000100', user: author.id, text: words, extras };
};
const forwarded = (said: Partial<Said>, how: 'forwarded' | 'quoted' = 'forwarded'): JsonObject =>
  messageWithin(original(said), { author, permalink, how });
const withoutText = ({ text: _, fallback: __, ...rest }: JsonObject): JsonObject => rest;

/** Where words stand as they were typed, or escaped, with an address among them that Slack made no link of. */
export const placesOfWords: readonly [place: string, write: (words: string) => Said][] = [
  ['the text', (words) => ({ text: escaped(words) })],
  ['code in the text', (words) => ({ text: `\`\`\`${escaped(words)}\`\`\`` })],
  ['rich text', (words) => blocks(richText(section(text(words))))],
  [
    'rich text in two styles',
    (words) => blocks(richText(section(text(words.slice(0, 9)), text(words.slice(9))))),
  ],
  ['a list of rich text', (words) => blocks(richText(list(section(text(words)))))],
  ['a list in a list', (words) => blocks(richText(list(list(section(text(words))))))],
  ['a quotation', (words) => blocks(richText(quote(text(words))))],
  ['preformatted text', (words) => blocks(richText(code(text(words))))],
  ['a section', (words) => blocks({ type: 'section', text: mrkdwn(escaped(words)) })],
  ['plain text of a section', (words) => blocks({ type: 'section', text: plain(escaped(words)) })],
  [
    'fields of a section',
    (words) => blocks({ type: 'section', fields: [mrkdwn('URL'), mrkdwn(escaped(words))] }),
  ],
  ['small print', (words) => blocks({ type: 'context', elements: [mrkdwn(escaped(words))] })],
  ['a heading', (words) => blocks({ type: 'header', text: plain(escaped(words)) })],
  ['Markdown', (words) => blocks({ type: 'markdown', text: escaped(words) })],
  ['a table', (words) => blocks({ type: 'table', rows: [[rawText('URL')], [rawText(words)]] })],
  [
    'rich text in a table',
    (words) => blocks({ type: 'table', rows: [[rawText('URL')], [richText(section(text(words)))]] }),
  ],
  [
    'a table of data',
    (words) => blocks({ type: 'data_table', caption: 'Shows', rows: [[rawText('URL')], [rawText(words)]] }),
  ],
  ['a card', (words) => blocks({ type: 'card', title: mrkdwn('Show'), body: mrkdwn(escaped(words)) })],
  [
    'a card among several',
    (words) => blocks({ type: 'carousel', elements: [{ type: 'card', subtitle: mrkdwn(escaped(words)) }] }),
  ],
  [
    'a container',
    (words) =>
      blocks({
        type: 'container',
        title: plain('Show'),
        child_blocks: [{ type: 'section', text: mrkdwn(escaped(words)) }],
      }),
  ],
  [
    'the details of a task',
    (words) => blocks({ type: 'task_card', title: 'Show', details: richText(section(text(words))) }),
  ],
  ['the text of an attachment', (words) => attached({ text: escaped(words) })],
  ['the words before an attachment', (words) => attached({ pretext: escaped(words), text: 'Show' })],
  ['a field of an attachment', (words) => attached({ fields: [{ title: 'URL', value: escaped(words) }] })],
  ['the fallback of an attachment', (words) => attached({ fallback: escaped(words) })],
  [
    'blocks of an attachment',
    (words) => attached({ blocks: [{ type: 'section', text: mrkdwn(escaped(words)) }] }),
  ],
  ['a forwarded message', (words) => attached(forwarded({ text: escaped(words) }))],
  [
    'blocks alone of a forwarded message',
    (words) => attached(withoutText(forwarded({ blocks: [richText(section(text(words)))] }))),
  ],
  [
    'a message that was forwarded twice',
    (words) => attached({ ...forwarded({}), attachments: [forwarded({ text: escaped(words) })] }),
  ],
  ['a message that is quoted', (words) => attached(forwarded({ text: escaped(words) }, 'quoted'))],
  [
    'a message that is quoted by its address',
    (words) => ({ text: `<${permalink}>`, attachments: [forwarded({ text: escaped(words) }, 'quoted')] }),
  ],
];

/** Where a link stands alone. */
export const placesOfLinks: readonly [place: string, write: (url: string) => Said][] = [
  ['a link in the text', (url) => ({ text: `<${escaped(url)}>` })],
  ['a link with a label', (url) => ({ text: `<${escaped(url)}|tonight>` })],
  [
    'a link whose label looks like another',
    (url) => ({ text: `<${escaped(url)}|https://other.example/2.mp4>` }),
  ],
  [
    'a link after one of another scheme',
    (url) => ({ text: `<ftp://x.y/1|https://x.y/1> <${escaped(url)}>` }),
  ],
  ['a link of rich text', (url) => blocks(richText(section(text('see '), link(url))))],
  ['a link in a list', (url) => blocks(richText(list(section(link(url)))))],
  ['a link in a quotation', (url) => blocks(richText(quote(link(url))))],
  ['a link in preformatted text', (url) => blocks(richText(code(link(url))))],
  [
    'a link with a label in rich text',
    (url) => blocks(richText(section({ ...link(url), text: 'https://x.y/2' }))),
  ],
  [
    'a date with a link',
    (url) => blocks(richText(section({ type: 'date', timestamp: 1, format: '{time}', url }))),
  ],
  ['Markdown', (url) => blocks({ type: 'markdown', text: `**Show**: [https://x.y/2.mp4](${url}) tonight` })],
  ['a button', (url) => blocks({ type: 'actions', elements: [button(url)] })],
  [
    'the button beside a section',
    (url) => blocks({ type: 'section', text: mrkdwn('Show'), accessory: button(url) }),
  ],
  [
    'a menu',
    (url) =>
      blocks({
        type: 'actions',
        elements: [{ type: 'overflow', options: [{ text: plain('Watch'), value: 'w', url }] }],
      }),
  ],
  ['the button of a card', (url) => blocks({ type: 'card', title: mrkdwn('Show'), actions: [button(url)] })],
  ['a table', (url) => blocks({ type: 'table', rows: [[richText(section(link(url)))]] })],
  [
    'a table of data',
    (url) => blocks({ type: 'data_table', caption: 'Shows', rows: [[richText(section(link(url)))]] }),
  ],
  [
    'a source',
    (url) =>
      blocks({ type: 'task_card', title: 'Show', sources: [{ type: 'url', url, text: 'https://x.y/2' }] }),
  ],
  [
    'a video',
    (url) =>
      blocks({
        type: 'video',
        title: plain('Show'),
        video_url: url,
        thumbnail_url: 'https://pictures.example/1.png',
        alt_text: 'Show',
      }),
  ],
  [
    'the title of a video',
    (url) => blocks({ type: 'video', title: plain('Show'), title_url: url, video_url: '' }),
  ],
  ['a picture', (url) => blocks({ type: 'image', image_url: url, alt_text: 'Show' })],
  ['the title of an attachment', (url) => attached({ title: 'Show', title_link: url })],
  ['the button of an attachment', (url) => attached({ actions: [{ type: 'button', text: 'Watch', url }] })],
  ['a picture of an attachment', (url) => attached({ image_url: url })],
  ['a link in a forwarded message', (url) => attached(forwarded({ text: `<${escaped(url)}>` }))],
  [
    'a button in a forwarded message',
    (url) => attached(forwarded({ blocks: [{ type: 'actions', elements: [button(url)] }] })),
  ],
  [
    'an attachment of a forwarded message',
    (url) => attached({ ...forwarded({}), attachments: [{ title_link: url }] }),
  ],
  ['a preview', (url) => attached(previewOf(url))],
  ['a preview by an app', (url) => attached({ is_app_unfurl: true, app_unfurl_url: url, blocks: [] })],
  ['a file that is kept elsewhere', (url) => ({ text: '', files: [{ mode: 'external', url_private: url }] })],
];

/** What ends a sentence or a bracket in the scripts that people write. */
export const closings: readonly string[] = [
  ...'.,;:!?)]}\'"*',
  ...'，。；：！？）」』】〉》、…؟،؛।॥',
  ...'．｡､］｝〕〗〙｣＂＇～｜＞·‥۔։።။។།‚’”»›“„«—–',
  '。」と言った',
  '，谢谢',
  '（备用',
  ' and more',
  '\n',
];

/** As Slack writes what somebody typed. */
export function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
