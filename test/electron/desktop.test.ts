import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desktop } from './desktop.ts';

let desktop: Desktop;
beforeEach(async () => {
  desktop = await Desktop.start();
});
afterEach(() => desktop.close());

test('the window loads the page from its own scheme and gets the contract', async () => {
  const page = await desktop.page();
  expect(page.url).toBe('trendroom://app/');
  expect(page.html).toContain('<div id="root">');
  const client = await page.client();
  expect(await client.videos.list({})).toMatchObject({ videos: [] });
});
