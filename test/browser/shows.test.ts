import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { serious } from '../support/accessibility.ts';
import {
  channelOf,
  describeInBrowser,
  openFarSide,
  openThread,
  seen,
  threadOf,
  type,
  visits,
} from '../support/browser.ts';

const broken = ['channel.flv', 'show/list.m3u8'] as const;
const pulled = ['film.mp4', 'live.m3u8', ...broken, 'film.mp4', 'film.mp4'] as const;

/** Puts a text in place of what stands in a field, as people do: from the clipboard. */
async function paste(into: Locator, text: string): Promise<void> {
  await into.page().evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await into.press('Control+A');
  await into.press('Control+V');
}

/** Resolves when the board says so of a room. */
function stands(page: Page, room: string, state: string): Promise<void> {
  const row = channelOf(page).getByRole('row').filter({ hasText: room });
  return row.getByRole('cell', { name: state }).waitFor();
}

/** Breaks two sources by their switches on the far side, which is open. */
async function breakTwo(page: Page): Promise<void> {
  for (const name of broken)
    await page.getByRole('combobox', { name, exact: true }).selectOption('is gone: 404');
}

/** What axe-core finds now, on a light page and on a dark one. */
async function seriousInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await serious(page)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

describeInBrowser('A show in the browser', () => {
  const visit = visits();

  test('is pasted, mended, started, watched as its board fills and its sources break, tried again, and stopped', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const { page, sandbox, complaints } = await visit({ bypassCSP: true, permissions });
    const { sources, trtc, slack } = sandbox.stage;
    const lines = [
      'Room ID\tStream URL',
      ...pulled.map((name, at) => `class-0${at + 1}\t${sources.url(name)}`),
    ];
    const button = (name: string) => channelOf(page).getByRole('button', { name, exact: true });

    await type(page, '/ingest show');
    const form = page.getByRole('dialog', { name: 'A show' });
    const rows = form.getByRole('textbox', { name: /^Rows/ });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('late-show');
    await form.getByRole('textbox', { name: /^Options of all rows/ }).fill('--check strict');
    await paste(rows, lines.with(2, 'class-02\tftp://a.b/live').with(5, 'class-05').join('\n'));
    expect(await seriousInBoth(page)).toEqual([]);
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await form.getByText('Nothing was saved. 2 things to mend:').waitFor();
    expect(await form.innerText()).toMatch(
      /• Line 3, column 2: --url takes a URL that begins with .*\n• Line 6, column 2: --url is needed/,
    );
    await form.getByRole('button', { name: 'Save the other 4' }).waitFor();
    expect(await seriousInBoth(page)).toEqual([]);
    await form.getByRole('button', { name: 'Back' }).click();
    await form.getByText('2 things to mend').waitFor({ state: 'hidden' });
    await paste(rows, lines.join('\n'));
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await seen(page, '6 rows');
    expect(trtc.calls).toEqual([]);

    await button('Open the board').click();
    await stands(page, 'class-06', 'not started');
    await openFarSide(page);
    await page.getByText(/^Sources to try/).click();
    await breakTwo(page);
    await page.getByRole('button', { name: 'Stall', exact: true }).first().click();
    await page.getByText('The next call of TRTC stalls').waitFor();
    await button('Start all').click();
    await seen(page, '3 of 4 started …');
    expect(await seriousInBoth(page)).toEqual([]);
    await page.getByRole('button', { name: 'Release the stalled' }).click();
    await seen(page, '🟢 4 · ❌ 2 of 6');
    for (const room of ['class-03', 'class-04']) await stands(page, room, '❌ source unfit');
    await openThread(page);
    await threadOf(page)
      .getByText(/2 rooms:.*Nothing was started/)
      .waitFor();
    expect(await seriousInBoth(page)).toEqual([]);

    await openFarSide(page);
    await page.getByText(/^Sources to try/).click();
    await page.getByRole('button', { name: 'Mend all' }).click();
    await button('Retry failed').click();
    await seen(page, '🟢 6 of 6');
    expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest')).toHaveLength(6);

    await breakTwo(page);
    await seen(page, '🟢 4 · 🔴 2 of 6');
    await stands(page, 'class-04', '🔴 no source');
    await channelOf(page).getByRole('combobox', { name: 'Row…' }).selectOption('🔴 class-04');
    await seen(page, 'is live without its source');
    await page.getByRole('button', { name: 'Mend all' }).click();
    await seen(page, '🟢 6 of 6');

    await button('Stop all').click();
    const question = page.getByRole('alertdialog', { name: 'Stop all 6 streams?' });
    await question.waitFor();
    expect(await seriousInBoth(page)).toEqual([]);
    await question.getByRole('button', { name: 'Stop all' }).click();
    await seen(page, '⏹ 6 of 6');
    expect(trtc.tasks.map(({ state }) => state)).toEqual(Array(6).fill('ended'));
    expect({ complaints, ofSlack: slack.complaints }).toEqual({ complaints: [], ofSlack: [] });
  }, 120_000);

  test('is read from a file that is attached to its form, with a preset and a region that are chosen', async () => {
    const { page, sandbox, complaints } = await visit({ bypassCSP: true });
    const { slack } = sandbox.stage;
    await type(page, '/ingest preset save evening --volume 70');
    await seen(page, 'Saved as evening');
    await type(page, '/ingest show');
    const form = page.getByRole('dialog', { name: 'A show' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('late-show');
    await form.getByRole('combobox', { name: /^Preset/ }).selectOption('evening');
    await form.getByRole('combobox', { name: /^Region/ }).selectOption('ap-tokyo');
    const attach = async (name: string, text: string) => {
      const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
      await form.getByLabel(/^Rows from a file/).setInputFiles(file);
      await form.getByRole('button', { name: 'Save', exact: true }).click();
    };
    await attach('rows.csv', 'Room;URL\r\nclass-1;https://a.b/1.mp4\r\nclass-2\r\n');
    await form.getByRole('button', { name: 'Save the other 1' }).waitFor();
    expect(await form.innerText()).toContain('Line 3, column 2: --url is needed');
    expect(await seriousInBoth(page)).toEqual([]);
    await form.getByRole('button', { name: 'Back' }).click();
    await form.getByText('One thing to mend').waitFor({ state: 'hidden' });
    await attach('rows.csv', 'Room;URL\r\nclass-1;https://a.b/1.mp4\r\nclass-2;https://a.b/2.mp4\r\n');
    await seen(page, '2 rows');
    for (const option of ['--region ap-tokyo', '--volume 70'])
      expect(await channelOf(page).innerText()).toContain(option);
    expect({ complaints, ofSlack: slack.complaints }).toEqual({ complaints: [], ofSlack: [] });
  }, 60_000);
});
