import { expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { channels, people, secrets } from '../../sandbox/stage.ts';
import { serious } from '../support/accessibility.ts';
import {
  channelOf,
  composerOf,
  describeInBrowser,
  openFarSide,
  openThread,
  seen,
  type,
  visits,
} from '../support/browser.ts';

describeInBrowser.each(['light', 'dark'] as const)(
  'Nothing serious keeps people from using, in %s,',
  (colorScheme) => {
    const visit = visits();

    test('the channel with a thread', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest start room123 https://a.b/test.mp4');
      await seen(page, 'is live');
      await openThread(page);
      await type(page, '/ingest start room123 --volume 999');
      await seen(page, 'Only visible to you');
      expect(await serious(page)).toEqual([]);
    });

    test('a question before something is done', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest start room123 https://a.b/test.mp4');
      await seen(page, 'is live');
      await channelOf(page).getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByRole('alertdialog').waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test('a table that is wider and longer than its place', async () => {
      const { page, sandbox } = await visit({ colorScheme, bypassCSP: true });
      const row = Array.from({ length: 12 }, () => ({ type: 'raw_text' as const, text: 'a long text' }));
      await new WebClient(secrets.botToken, { slackApiUrl: sandbox.stage.slack.apiUrl }).chat.postMessage({
        channel: channels.live.id,
        text: 'posted',
        blocks: [{ type: 'table', rows: Array.from({ length: 40 }, () => row) }],
      });
      await page.getByRole('table').waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test('a menu, a notice, the hint of the command, and a channel that is unread', async () => {
      const { page, sandbox } = await visit({ colorScheme, bypassCSP: true });
      sandbox.stage.slack.person(people.bob.id).say('Hello', { channel: channels.stage.id });
      await page.getByRole('button', { name: 'stage unread' }).waitFor();
      await type(page, '/nothing');
      await page.getByRole('alert').getByText('/nothing is not a valid command.').waitFor();
      await composerOf(page).fill('/ingest');
      await page.getByText('Put a stream into a TRTC room').waitFor();
      await page.getByRole('button', { name: 'Shortcuts' }).click();
      await page.getByRole('list', { name: 'Shortcuts' }).waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test('a form with an error', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest');
      const form = page.getByRole('dialog', { name: 'Start a stream' });
      await form.getByRole('textbox', { name: 'Room', exact: true }).fill('r');
      await form.getByRole('textbox', { name: /^Stream URL/ }).fill('ftp://a.b');
      await form.getByRole('button', { name: 'Start', exact: true }).click();
      await form.getByText('Takes a URL that begins with http://, https:// or rtmp://').waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test('Home and the far side', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest start room123 https://a.b/test.mp4');
      await seen(page, 'is live');
      await page.getByRole('button', { name: /Home/ }).click();
      await page.getByRole('button', { name: 'Start a stream' }).waitFor();
      await openFarSide(page);
      await page.getByRole('region', { name: 'API calls' }).getByText('StartStreamIngest').click();
      await page.getByText(/^Sources to try/).click();
      await page.getByRole('button', { name: 'Rate limit (429)' }).click();
      await page.getByText('Waiting for their call').waitFor();
      expect(await serious(page)).toEqual([]);
    });
  },
);
