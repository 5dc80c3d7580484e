import type { Locator, Page } from 'playwright-core';

/** Types into the channel's message box and sends it off. */
export async function type(page: Page, text: string): Promise<void> {
  const composer = composerOf(page);
  await composer.fill(text);
  await composer.press('Enter');
}

export function composerOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message #/ });
}

/** The channel that is open. */
export function channelOf(page: Page): Locator {
  return page.getByRole('region', { name: /^Messages in/ });
}

export function threadOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Thread' });
}

/** Resolves when the words stand in the channel. */
export function seen(page: Page, words: string): Promise<void> {
  return channelOf(page).getByText(words).first().waitFor();
}

/** Opens the thread of the newest message of the channel that has one. */
export async function openThread(page: Page): Promise<void> {
  await channelOf(page)
    .getByRole('button', { name: /\d repl/ })
    .last()
    .click();
}

/** Opens the far side, where faults are made. */
export async function openFarSide(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'TRTC', exact: true }).click();
}
