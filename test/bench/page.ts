import { type Browser, chromium } from 'playwright-core';
import { chromiumOptions } from '../../sandbox/browser/chromium.ts';
import { composerOf, seen } from '../../sandbox/browser/driver.ts';
import { startSandbox, visibleLatencyMs } from '../../sandbox/browser/sandbox.ts';
import { percentile, table } from './table.ts';

const runs = 10;

/** Measures how soon somebody who has just opened the sandbox sees the answer to their first start. */
export async function page(): Promise<string> {
  const options = chromiumOptions();
  if (options === undefined)
    return '**The page of the sandbox** was not measured: there is no Chromium here.';
  const browser = await chromium.launch(options);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await firstAnswer(browser));
  await browser.close();
  return `**The page of the sandbox**: the first start of a new one, from Enter until its thread has the TaskId; TRTC takes ${visibleLatencyMs} ms for a call there\n\n${table(
    ['median (ms)', `slowest of ${runs} (ms)`],
    [[percentile(times, 0.5).toFixed(0), percentile(times, 1).toFixed(0)]],
  )}`;
}

async function firstAnswer(browser: Browser): Promise<number> {
  const stage = { latencyMs: visibleLatencyMs };
  const sandbox = await startSandbox({ port: 0, mode: 'http', stage });
  const visit = await browser.newPage();
  await visit.goto(sandbox.address);
  const composer = composerOf(visit);
  await composer.fill('/ingest start --room room123 --url https://a.b/test.mp4');
  const began = performance.now();
  await composer.press('Enter');
  await seen(visit, '1 reply');
  const took = performance.now() - began;
  await visit.close();
  await sandbox.stop();
  return took;
}
