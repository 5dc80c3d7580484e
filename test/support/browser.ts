import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { chromiumOptions } from '../../sandbox/browser/chromium.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/browser/sandbox.ts';

import { builtPage } from './built.ts';

export * from '../../sandbox/browser/driver.ts';

const options = chromiumOptions();

if (options === undefined) {
  console.warn('SKIPPED: there is no Chromium, so nothing of the page is tested in a browser.');
}

/** Tests that need a browser; skipped, with a loud line, where there is none. */
export const describeInBrowser = options === undefined ? describe.skip : describe;

export interface Visit {
  page: Page;
  sandbox: Sandbox;
  /** What the page complained of to its console. */
  complaints: string[];
}

/** Keeps one Chromium for the file, and gives each test a sandbox and a visit of its own. */
export function visits(): (options?: BrowserContextOptions, mode?: SandboxOptions['mode']) => Promise<Visit> {
  const open: { close(): Promise<void> }[] = [];
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (options === undefined) return;
    builtPage();
    browser = await chromium.launch(options);
  });
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });
  afterAll(async () => {
    await browser?.close();
  });

  return async (contextOptions = {}, mode = 'http') => {
    if (browser === undefined) throw new Error('There is no browser');
    const sandbox = await startSandbox({ port: 0, mode, pageFolder: builtPage() });
    open.push({ close: () => sandbox.stop() });
    const context = await browser.newContext(contextOptions);
    open.push(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    await page.goto(sandbox.address);
    return { page, sandbox, complaints };
  };
}

/** Goes on as somebody else. */
export async function actAs(page: Page, name: string): Promise<void> {
  const who = page.getByRole('combobox', { name: 'You are' });
  const label = await who.locator('option', { hasText: name }).textContent();
  await who.selectOption({ label: label ?? name });
}

/** Resolves when the focus is on it. */
export function focused(control: Locator): Promise<void> {
  return control.and(control.page().locator(':focus')).waitFor();
}
