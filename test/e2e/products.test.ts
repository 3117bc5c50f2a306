import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContentHash } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { insertVideo, replaceChunks, replaceTranscript } from '../../src/core/library/index.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;
beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  fill(workspace.library);
  await workspace.restart();
  page = await workspace.open();
});
afterAll(() => workspace.close());

const said = [
  'I use the Lentilator every day and I love it.',
  'My Lentilator broke after a week.',
  'Lentils are the best.',
  'The <b>lentil robot</b> costs ninety dollars.',
];

/** Clips that each say one sentence, a day apart. */
function fill(directory: string): void {
  const library = openLibrary({ directory, clock: systemClock });
  for (const [at, text] of said.entries()) {
    const id = insertVideo(library, {
      contentHash: `${at}`.repeat(64) as ContentHash,
      ...{ title: `Clip ${at + 1}`, originalName: 'a.mp4', originalPath: '/a.mp4' },
      ...{ storage: 'copy', sizeBytes: 1, durationMs: 60_000 },
      publishedAtMs: Date.now() - at * 86_400_000,
    });
    const segments = [{ startMs: 4_000, endMs: 7_000, text, words: [] }];
    replaceTranscript(library, id, { segments, source: 'whisper' });
    const chunk = { kind: 'speech' as const, startMs: 4_000, endMs: 7_000, text };
    replaceChunks(library, id, [chunk]);
  }
  library.close();
}

const moments = () => page.getByRole('region', { name: 'Moments' });

test('by keyboard from an empty screen to a product with its praise and its complaint', async () => {
  await page.goto(`${workspace.host.origin}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'No products yet' }).waitFor();
  expect(await accessibilityFaults(page, '/products')).toEqual([]);
  await page.getByRole('button', { name: 'New product' }).first().press('Enter');
  await page.keyboard.type('Lentilator');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Lentilator' }).waitFor();
  await page.getByText('2 videos of 0 channels', { exact: false }).waitFor();
  await page.getByText('Few videos: the score can say little.').waitFor();
  const forIt = page.getByRole('region', { name: 'For', exact: true });
  await forIt.getByText(said[0] ?? '').waitFor();
  const against = page.getByRole('region', { name: 'Against', exact: true });
  await against.getByText(said[1] ?? '').waitFor();
  expect(await accessibilityFaults(page, '/products/1')).toEqual([]);
}, 90_000);

test('another name finds more; what is not the product no longer counts', async () => {
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByLabel('Other names').fill('lentil robot\nlentils');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('4 videos of 0 channels', { exact: false }).waitFor();
  // What was said stands as it was said.
  await moments().getByText('The <b>lentil robot</b> costs ninety dollars.').waitFor();
  const wrong = moments().getByRole('listitem').filter({ hasText: 'Lentils are the best.' });
  await wrong.getByRole('button', { name: 'This is not the product' }).click();
  await page.getByText('3 videos of 0 channels', { exact: false }).waitFor();
  await wrong.getByRole('button', { name: 'This is not the product', pressed: true }).waitFor();
  await page
    .getByRole('link', { name: /^Lentilator/ })
    .getByText('3 videos')
    .waitFor();
}, 60_000);

test('a moment opens its video at its time; a removed product is gone', async () => {
  await moments()
    .getByRole('link', { name: said[1] ?? '' })
    .click();
  await page.waitForURL(/\/video\/[^/]+\?t=4000$/);
  await page.goBack();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { name: 'No products yet' }).waitFor();
}, 60_000);
