import { expect, test } from '@jest/globals';
import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Locator } from 'playwright-core';
import { channels, group, people, secrets } from '../../sandbox/stage.ts';
import { channelOf, describeInBrowser, seen, type, type Visit, visits } from '../support/browser.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** The message on the page that the bot posts with these blocks. */
async function posted({ page, sandbox }: Visit, ...blocks: KnownBlock[]): Promise<Locator> {
  const client = new WebClient(secrets.botToken, { slackApiUrl: sandbox.stage.slack.apiUrl });
  await client.chat.postMessage({ channel: channels.live.id, text: 'posted', blocks });
  const message = channelOf(page).getByRole('listitem');
  await message.waitFor();
  return message.locator('.blocks');
}

/** Without the word joiners, which nobody sees. */
async function words(of: Locator): Promise<string> {
  return (await of.innerText()).replaceAll('\u2060', '');
}

describeInBrowser('A message in the browser', () => {
  const visit = visits();

  test.each<[string, (text: string) => KnownBlock]>([
    ['section', (text) => ({ type: 'section', text: mrkdwn(text) })],
    ['field', (text) => ({ type: 'section', fields: [mrkdwn(text)] })],
    ['context', (text) => ({ type: 'context', elements: [mrkdwn(text)] })],
  ])('keeps code as it is, in bold too, in a %s', async (_where, block) => {
    const message = await posted(
      await visit(),
      block('*`room1` is live* · `a&amp;b &lt;c&gt;` · `2*3*4 _x_ ~y~ :x:`'),
    );
    const code = message.locator('.slack_inline_code');
    expect(await code.allInnerTexts()).toEqual(['room1', 'a&b <c>', '2*3*4 _x_ ~y~ :x:']);
    const weight = (element: Locator) =>
      element.evaluate((drawn) => drawn.ownerDocument.defaultView?.getComputedStyle(drawn).fontWeight);
    expect([await weight(code.first()), await weight(code.last())]).toEqual(['600', '400']);
    expect(await words(message)).toBe('room1 is live · a&b <c> · 2*3*4 _x_ ~y~ :x:');
  });

  test('takes no plain text for markup', async () => {
    const text = '*stars* _lines_ `ticks` <https://a.b|docs> <@U1> &amp; &lt; &gt; 10:30:45';
    const message = await posted(
      await visit(),
      { type: 'header', text: plain(text) },
      { type: 'section', text: plain(text) },
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('*Go* <!here> &gt;') }] },
    );
    expect(await words(message.getByRole('heading'))).toBe(text);
    expect(await words(message.locator('.block-section'))).toBe(text);
    expect(await words(message.getByRole('button'))).toBe('*Go* <!here> &gt;');
    expect(await message.getByRole('link').count()).toBe(0);
  });

  test('says dates in the zone of whoever reads, and what stands for them where they are none', async () => {
    const message = await posted(await visit({ timezoneId: 'Asia/Tokyo', locale: 'en-GB' }), {
      type: 'context',
      elements: [mrkdwn('since <!date^0^{date_num} {time}|then>, until <!date^never^{time}|&gt; some time>')],
    });
    expect(await words(message)).toBe('since 1970-01-01 9:00, until > some time');
  });

  test('has a table whose texts are no markup and whose dates are those of whoever reads, with a head if that is in bold', async () => {
    const raw = (text: string) => ({ type: 'raw_text' as const, text });
    const rich = (...elements: RichTextElement[]): RichTextBlock => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements }],
    });
    const bold = (text: string) => rich({ type: 'text', text, style: { bold: true } });
    const moment = rich({ type: 'date', timestamp: 0, format: '{time}' });
    const there = await visit({ timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
    const rows = [
      [bold('Room'), bold('Since')],
      [raw('*a* <@U1> &amp; `b` | ~c~'), moment],
      [bold('b'), raw('–')],
    ];
    const table = await posted(there, { type: 'table', column_settings: [{ align: 'right' }], rows });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Room', 'Since']);
    const cells = ['*a* <@U1> &amp; `b` | ~c~', '9:00', 'b', '–'];
    expect(await table.getByRole('cell').allInnerTexts()).toEqual(cells);
  });

  test('has a table without a head if its first row is no more than another', async () => {
    const table = await posted(await visit(), {
      type: 'table',
      rows: [[{ type: 'raw_text', text: 'room1' }], [{ type: 'raw_text', text: 'room2' }]],
    });
    expect(await table.getByRole('columnheader').count()).toBe(0);
    expect(await table.getByRole('cell').allInnerTexts()).toEqual(['room1', 'room2']);
  });

  test('names whom it mentions, and links to nothing but pages and mail', async () => {
    const mentions = `<@${people.alice.id}> <#${channels.stage.id}> <!subteam^${group.id}> <!here>`;
    const links = '<https://a.b/?c=1&amp;d=2|docs> <javascript:alert(1)|run>';
    const message = await posted(await visit(), {
      type: 'section',
      text: mrkdwn(`${mentions} :white_check_mark: ${links}`),
    });
    expect(await words(message)).toBe('@alice #stage @live-ops-team @here ✅ docs run');
    expect(await message.getByRole('link').all()).toHaveLength(1);
    expect(await message.getByRole('link').getAttribute('href')).toBe('https://a.b/?c=1&d=2');
  });

  test('keeps the lines of quotes and of code', async () => {
    const message = await posted(await visit(), {
      type: 'section',
      text: mrkdwn('one\ntwo\n&gt; three\n&gt; four\n```five\n  *six*```'),
    });
    expect(await words(message.locator('blockquote'))).toBe('three\nfour');
    expect(await words(message.locator('pre'))).toBe('five\n  *six*');
    expect((await words(message)).split(/\n+/)).toEqual(['one', 'two', 'three', 'four', 'five', '  *six*']);
  });

  test('presses the button that was meant, of the card that was meant', async () => {
    const { page, sandbox } = await visit();
    for (const room of ['room1', 'room2']) {
      await type(page, `/ingest start ${room} https://a.b/test.mp4`);
      await seen(page, room);
    }
    await page.getByRole('button', { name: 'Pause' }).nth(1).click();
    await seen(page, 'is paused');
    expect(sandbox.stage.trtc.tasks).toMatchObject([
      { roomId: 'room1', paused: false },
      { roomId: 'room2', paused: true },
    ]);
  });

  test('keeps a question open while it is edited, and presses the button as it stands by then', async () => {
    const there = await visit();
    const { page, sandbox } = there;
    const asking = (value: string): KnownBlock => ({
      type: 'actions',
      elements: [
        {
          ...{ type: 'button', action_id: 'go', text: plain('Go'), value },
          confirm: { title: plain('Go?'), text: plain('It goes.'), confirm: plain('Yes'), deny: plain('No') },
        },
      ],
    });
    const message = await posted(there, asking('1'));
    await message.getByRole('button', { name: 'Go' }).click();
    const question = page.getByRole('alertdialog', { name: 'Go?' });
    await question.waitFor();
    const [{ ts = '' } = {}] = sandbox.stage.slack.messages(channels.live.id);
    const client = new WebClient(secrets.botToken, { slackApiUrl: sandbox.stage.slack.apiUrl });
    const section: KnownBlock = { type: 'section', text: plain('edited by the app') };
    const blocks = [section, asking('2')];
    await client.chat.update({ channel: channels.live.id, ts, text: 'edited', blocks });
    await seen(page, 'edited by the app');
    const told = page.waitForResponse('**/api/act');
    await question.getByRole('button', { name: 'Yes' }).click();
    expect((await told).status()).toBe(200);
  });

  test('tells the app what is chosen in a menu', async () => {
    const there = await visit();
    const options = ['One', 'Two'].map((name) => ({ text: plain(name), value: name }));
    const message = await posted(there, {
      type: 'actions',
      elements: [{ type: 'overflow', action_id: 'more', options }],
    });
    await message.getByRole('button', { name: 'More choices' }).click();
    const told = there.page.waitForRequest('**/api/act');
    await message.getByRole('button', { name: 'Two' }).click();
    expect((await told).postDataJSON()).toMatchObject({
      act: { type: 'press', actionId: 'more', choose: 'Two' },
    });
  });

  test('tells the app of one choice in a list, by keys too', async () => {
    const there = await visit();
    const { page } = there;
    const options = ['One', 'Two', 'Three'].map((name) => ({ text: plain(name), value: name }));
    const list = { type: 'static_select' as const, action_id: 'row', placeholder: plain('Row…'), options };
    const message = await posted(there, { type: 'actions', elements: [list] });
    const told: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/act')) told.push(request.postDataJSON().act);
    });
    await message.getByRole('combobox', { name: 'Row…' }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await type(page, 'said after it');
    await seen(page, 'said after it');
    expect(told).toMatchObject([{ type: 'press', actionId: 'row', choose: 'Two' }, { type: 'say' }]);
  });
});
