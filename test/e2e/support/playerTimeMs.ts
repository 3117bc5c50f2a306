import type { Page } from 'playwright-core';

/** Where the only player of the page is, in milliseconds. */
export async function playerTimeMs(page: Page): Promise<number> {
  return page.evaluate(() => (document.querySelector('video')?.currentTime ?? -1) * 1000);
}
