import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumOptions } from './chromium.ts';
import { openFarSide, openThread, seen, threadOf, type } from './driver.ts';
import { startSandbox } from './sandbox.ts';

const folder = 'docs';

/** Takes the pictures of the documents from the running page. */
async function main(): Promise<void> {
  const options = chromiumOptions();
  if (options === undefined) throw new Error('There is no Chromium on this machine');
  mkdirSync(folder, { recursive: true });
  const sandbox = await startSandbox({ port: 0, mode: 'http' });
  const browser = await chromium.launch(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  await page.goto(sandbox.address);

  await type(
    page,
    '/ingest start room123 https://media.example.com/show/main.m3u8 --repeat -1 --max-duration 120',
  );
  await seen(page, 'is live');
  sandbox.stage.trtc.fail({
    kind: 'error',
    code: 'FailedOperation.NotRtmpFunction',
    message: 'RTMP is not enabled for this SdkAppId.',
  });
  await type(page, '/ingest start room124 rtmp://live.example.com/show/key');
  await seen(page, 'did not start');
  await openThread(page);
  await threadOf(page).getByText('What to do:').waitFor();
  await page.screenshot({ path: `${folder}/thread.png` });

  await type(page, '/ingest');
  await page.getByRole('dialog', { name: 'Start a stream' }).waitFor();
  await page.screenshot({ path: `${folder}/form.png` });
  await page.keyboard.press('Escape');

  await openFarSide(page);
  await page.getByRole('region', { name: 'API calls' }).waitFor();
  await page.screenshot({ path: `${folder}/far-side.png` });

  await browser.close();
  await sandbox.stop();
}

await main();
