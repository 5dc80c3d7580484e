import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Locator, Page } from 'playwright-core';
import { people, secrets } from '../../sandbox/stage.ts';
import { channelOf, describeInBrowser, focused, seen, type, visits } from '../support/browser.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A form with a field, such as an app may put on top of another. */
const form = (title: string) => ({
  type: 'modal' as const,
  title: plain(title),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'note',
      label: plain('Note'),
      element: { type: 'plain_text_input' as const, action_id: 'note' },
    },
  ],
});

/** An app that answers a form with another one on top; the bot has none that does. */
async function appThatPushes(view: unknown): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const isForm = (await text(request)).includes('view_submission');
    response.setHeader('content-type', 'application/json');
    response.end(isForm ? JSON.stringify({ response_action: 'push', view }) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function startForm(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Start a stream' });
}

describeInBrowser('A form in the browser', () => {
  const visit = visits();

  test('comes by the global shortcut, wherever one is', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page
      .getByRole('list', { name: 'Shortcuts' })
      .getByRole('button', { name: 'Start a stream' })
      .click();
    await startForm(page).getByRole('combobox', { name: 'Answer in' }).selectOption({ label: '#stage' });
    await startForm(page).getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await startForm(page)
      .getByRole('textbox', { name: /^Stream URL/ })
      .fill('https://a.b/test.mp4');
    await page.keyboard.press('Enter');
    await startForm(page).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'stage unread' }).click();
    await seen(page, 'is live');
  });

  test('comes by the message shortcut with the link of the message', async () => {
    const { page } = await visit();
    await type(page, 'The feed: https://a.b/x.mp4?a=1&b=2');
    const message = channelOf(page).getByRole('listitem').filter({ hasText: 'The feed' });
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'Ingest this link' }).click();
    const url = startForm(page).getByRole('textbox', { name: /^Stream URL/ });
    await url.waitFor();
    expect(await url.inputValue()).toBe('https://a.b/x.mp4?a=1&b=2');
  });

  test('keeps what is filled in when the page is loaded again', async () => {
    const { page } = await visit();
    await type(page, '/ingest');
    await startForm(page).getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await startForm(page)
      .getByRole('combobox', { name: /^Region/ })
      .selectOption({ index: 1 });
    const region = await startForm(page)
      .getByRole('combobox', { name: /^Region/ })
      .inputValue();
    await page.reload();
    const room = startForm(page).getByRole('textbox', { name: 'Room', exact: true });
    expect(await room.inputValue()).toBe('room123');
    expect(
      await startForm(page)
        .getByRole('combobox', { name: /^Region/ })
        .inputValue(),
    ).toBe(region);
  });

  test('says itself what is missing, and moves the focus there', async () => {
    const { page } = await visit();
    await type(page, '/ingest');
    await startForm(page).getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await startForm(page).getByRole('button', { name: 'Start', exact: true }).click();
    await startForm(page).getByText('Please complete this required field.').waitFor();
    await focused(startForm(page).getByRole('textbox', { name: /^Stream URL/ }));
    await page.keyboard.type('https://a.b/test.mp4');
    await startForm(page).getByRole('button', { name: 'Start', exact: true }).click();
    await seen(page, 'is live');
  });

  test('is checked as it stands, with the answer over it, and comes back as it was left', async () => {
    const { page } = await visit();
    await type(page, '/ingest');
    const url = startForm(page).getByRole('textbox', { name: /^Stream URL/ });
    await startForm(page).getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await url.fill('http://127.0.0.1:9/a.flv');
    await startForm(page).getByRole('button', { name: 'Check' }).click();
    const answer = page.getByRole('dialog', { name: 'Check the source' });
    await answer.getByText('It leads to an address that is not public').waitFor();
    await answer.getByText('1 more below').waitFor();
    await answer.getByRole('button', { name: 'Back' }).click();
    await startForm(page).waitFor();
    expect(await url.inputValue()).toBe('http://127.0.0.1:9/a.flv');
    await url.fill('');
    await startForm(page).getByRole('button', { name: 'Check' }).click();
    await answer.getByText('Nothing was checked. Stream URL is needed').waitFor();
    await answer.getByRole('button', { name: 'Close all forms' }).click();
    await answer.waitFor({ state: 'hidden' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('that is pushed stands on top, and the one below comes back as it was left', async () => {
    const { page, sandbox } = await visit();
    const { slack } = sandbox.stage;
    const pushing = await appThatPushes(form('Second'));
    slack.deliverTo({ mode: 'http', url: pushing.url });
    const client = new WebClient(secrets.botToken, { slackApiUrl: slack.apiUrl });
    const trigger = { triggerId: 'of-the-command' };
    await slack.person(people.alice.id).command('', trigger);
    await client.views.open({ trigger_id: trigger.triggerId, view: form('First') });

    const first = page.getByRole('dialog', { name: 'First' });
    await first.getByRole('textbox', { name: 'Note' }).fill('half of it');
    await first.getByRole('button', { name: 'Send' }).click();
    const second = page.getByRole('dialog', { name: 'Second' });
    await second.getByText('1 more below').waitFor();
    expect(await second.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('');
    await focused(second.getByRole('textbox', { name: 'Note' }));
    await page.keyboard.press('Escape');
    await first.waitFor();
    expect(await first.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('half of it');
    await pushing.close();
  });
});
