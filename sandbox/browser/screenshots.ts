import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { channels, people } from '../stage.ts';
import { chromiumOptions } from './chromium.ts';
import { openFarSide, openThread, seen, threadOf, type } from './driver.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

const folder = 'docs';

type Visit = (page: Page, sandbox: Sandbox) => Promise<void>;

/** Takes the pictures of the documents from the running page. */
async function main(): Promise<void> {
  const options = chromiumOptions();
  if (options === undefined) throw new Error('There is no Chromium on this machine');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch(options);
  await visit(browser, takeCards);
  await visit(browser, takeBoard);
  await browser.close();
}

/** In a sandbox where nothing has happened. */
async function visit(browser: Browser, take: Visit): Promise<void> {
  const sandbox = await startSandbox({ port: 0, mode: 'http' });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  await page.goto(sandbox.address);
  await take(page, sandbox);
  await page.close();
  await sandbox.stop();
}

async function takeCards(page: Page, sandbox: Sandbox): Promise<void> {
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
}

/** A row fails, and another is being started. Bob does it all, so that alice sees nothing but the board. */
async function takeBoard(page: Page, { stage: { slack, trtc, sources } }: Sandbox): Promise<void> {
  // As high as the board and its news.
  await page.setViewportSize({ width: 1280, height: 760 });
  const bob = slack.person(people.bob.id);
  const rooms = [
    'main-stage',
    'side-stage',
    'backstage',
    'english',
    'spanish',
    'japanese',
    'signed',
    'lobby',
  ];
  const names = rooms.map((room) => (room === 'backstage' ? 'channel.flv' : 'film.mp4'));
  const rows = rooms.map((room, at) => `${room} ${sources.url(names[at] ?? 'film.mp4')}`);
  await bob.command('show');
  // The form is opened before it is filled in.
  const form = await slack.until(() => (bob.form?.view.submit === undefined ? undefined : bob.form));
  bob.fill(form.id, {
    ...{ name: 'late-show', channel: channels.live.id, 'rows-0': rows.join('\n') },
    defaults: '--repeat -1 --max-duration 120',
  });
  await bob.submit(form.id);
  await slack.until(({ ephemerals }) => ephemerals.length > 0);
  const [last = '', ...others] = rooms.toReversed();
  await bob.command(`show start late-show ${others.join(' ')}`);
  await seen(page, `🟢 ${others.length}`);
  sources.break('channel.flv', 'gone');
  await seen(page, '🔴 1');
  const press = (button: string) => {
    const [board] = slack.messages(channels.live.id);
    if (board === undefined) throw new Error('There is no board');
    return bob.press({ message: board }, button);
  };
  await press('Check all');
  await slack.until(({ ephemerals }) => ephemerals.at(-1)?.text.includes('✅ 7'));
  trtc.fail({ kind: 'stall' });
  await press('Start the other 1');
  await seen(page, '⏳ 7 of 8');
  await page.getByRole('row').filter({ hasText: last }).getByText('starting').waitFor();
  await page.screenshot({ path: `${folder}/board.png` });
  trtc.release();
}

await main();
