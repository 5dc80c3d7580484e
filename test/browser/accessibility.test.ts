import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describeInBrowser, seen, type, visits } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds that keeps people from using the page, a line each. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`,
    );
}

describeInBrowser.each(['light', 'dark'] as const)(
  'Nothing serious keeps people from using, in %s,',
  (colorScheme) => {
    const visit = visits();

    test('the channel with a thread', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest start room123 https://a.b/test.mp4');
      await seen(page, 'is live');
      await page.getByRole('button', { name: /1 reply/ }).click();
      await type(page, '/ingest start room123 --volume 999');
      await seen(page, 'Only visible to you');
      expect(await serious(page)).toEqual([]);
    });

    test('a form with an error', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest');
      const form = page.getByRole('dialog', { name: 'Start a stream' });
      await form.getByRole('textbox', { name: 'Room', exact: true }).fill('r');
      await form.getByRole('textbox', { name: /^Stream URL/ }).fill('ftp://a.b');
      await form.getByRole('button', { name: 'Start', exact: true }).click();
      await form.getByText('Takes an http, https or rtmp URL').waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test('Home and the far side', async () => {
      const { page } = await visit({ colorScheme, bypassCSP: true });
      await type(page, '/ingest start room123 https://a.b/test.mp4');
      await seen(page, 'is live');
      await page.getByRole('button', { name: /Home/ }).click();
      await page.getByRole('button', { name: 'Start a stream' }).waitFor();
      await page.getByRole('button', { name: 'TRTC', exact: true }).click();
      await page.getByRole('region', { name: 'API calls' }).getByText('StartStreamIngest').waitFor();
      expect(await serious(page)).toEqual([]);
    });
  },
);
