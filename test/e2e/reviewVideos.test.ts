import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { addFile, attachMedia, hashFile, insertVideo } from '../../src/core/library/index.ts';
import { blue, green, makeClip, red } from '../support/makeClip.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  await fill(workspace);
  await workspace.restart();
  page = await workspace.open();
});
afterAll(() => workspace.close());

/** Three clips of two seconds. */
async function fill({ library: directory, folder }: Workspace): Promise<void> {
  const library = openLibrary({ directory, clock: systemClock });
  const clips = { Apples: red, Bread: green, Cups: blue };
  for (const [title, yuv] of Object.entries(clips)) {
    const path = join(folder, `${title}.mp4`);
    const [width, height] = [160, 120];
    await makeClip({
      ...{ path, width, height, frameRate: 10, scenes: [{ yuv, frames: 20 }] },
      sound: { toneMs: [[0, 900]], durationMs: 2_000 },
    });
    const expected = await hashFile(path);
    await addFile(library, path, { storage: 'copy', expected });
    const id = insertVideo(library, {
      ...{ ...expected, title, originalName: `${title}.mp4`, originalPath: path },
      ...{ storage: 'copy', durationMs: 2_000, width, height, frameRate: 10, audioCodec: 'aac' },
    });
    attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
  }
  library.close();
}

const press = (key: string): Promise<void> => page.keyboard.press(key);
const said = (): Promise<string | null> => page.getByTestId('announcement').textContent();
const bar = () => page.getByRole('region', { name: 'Review', exact: true });

test('a video is rated, decided about and tagged by keys, and each is undone', async () => {
  await page.goto(`${workspace.host.url.split('#')[0]}library?sort=title`);
  await page
    .getByRole('link', { name: /Apples/ })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Notes' }).waitFor();
  await bar().waitFor();
  await press('Shift+4');
  await expect.poll(said).toBe('4 stars');
  await press('s');
  await expect.poll(said).toBe('Status: Shortlisted');
  await press('t');
  await page.keyboard.type('<b>Close-up</b>');
  await page.getByRole('option', { name: /Add “<b>Close-up/ }).waitFor();
  await press('Enter');
  await bar().getByRole('button', { name: 'Remove the tag <b>Close-up</b>' }).waitFor();
  expect(await accessibilityFaults(page, 'review-bar')).toEqual([]);
  await press('Shift+2');
  await expect.poll(said).toBe('2 stars');
  await press('z');
  const four = bar().getByRole('button', { name: '4 stars', exact: true });
  await expect.poll(() => four.getAttribute('aria-pressed')).toBe('true');
  await press('s');
  await expect.poll(said).toBe('Status: Not reviewed');
  await press('z');
  await page.reload();
  await bar().getByText('Shortlisted').waitFor();
  await expect.poll(() => four.getAttribute('aria-pressed')).toBe('true');
});

test('the library shows what was decided and is narrowed by it, with counts', async () => {
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByPlaceholder('Any tag').click();
  await page.getByRole('option', { name: /<b>Close-up<\/b>\s*1/ }).click();
  await page.getByRole('button', { name: 'Filters: 1' }).click();
  await expect.poll(() => page.getByRole('link', { name: /Bread/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByText('Shortlisted, 4 stars, <b>Close-up</b>').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Remove filter Tag: <b>Close-up</b>' }).click();
  await page.getByRole('link', { name: /Bread/ }).first().waitFor();
  expect(workspace.complaints).toEqual([]);
});

const progress = (at: number) =>
  page
    .getByRole('region', { name: 'Progress of the review' })
    .getByText(`${at} of 3`, { exact: true })
    .waitFor();

test('a list is gone through by the keyboard alone, and ends with a summary', async () => {
  await page.goto(new URL('/library?sort=title', page.url()).href);
  await page.getByRole('link', { name: /Bread/ }).first().waitFor();
  await page.getByRole('gridcell').first().focus();
  await press('Shift+R');
  await progress(1);
  await page.getByRole('heading', { name: 'Apples' }).waitFor();
  await page.getByRole('tab', { name: 'Notes' }).waitFor();
  await press('Space');
  const playing = () => page.locator('video').evaluate((it: HTMLVideoElement) => !it.paused);
  await expect.poll(playing).toBe(true);
  await press('k');
  await press('Shift+5');
  await expect.poll(said).toBe('5 stars');
  await press('n');
  await page.keyboard.type('Bright, e w 5');
  await press('Enter');
  await page.getByRole('list', { name: 'Notes' }).getByText('Bright, e w 5').waitFor();
  await press('e');
  await progress(2);
  await page.getByRole('heading', { name: 'Bread' }).waitFor();
  await bar().getByText('Not reviewed').waitFor();
  await press('x');
  await expect.poll(said).toBe('Status: Rejected');
  await press('Shift+3');
  await expect.poll(said).toBe('3 stars');
  await press('t');
  await page.keyboard.type('close');
  await page.getByRole('option', { name: /<b>Close-up/ }).waitFor();
  await press('Enter');
  await bar().getByRole('button', { name: 'Remove the tag <b>Close-up</b>' }).waitFor();
  await press('w');
  await progress(1);
  await press('w');
  await expect.poll(said).toBe('This is the first video');
  await press('e');
  await progress(2);
  await page.reload();
  await progress(2);
  await bar().getByText('Rejected').waitFor();
  await press('e');
  await progress(3);
  await page.getByRole('heading', { name: 'Cups' }).waitFor();
  await bar().waitFor();
  await press('d');
  await expect.poll(said).toBe('Status: Reviewed');
  await press('e');
  await page.getByRole('heading', { name: 'Review done' }).waitFor();
  const facts = page.getByRole('term');
  const factOf = (name: string) =>
    facts.filter({ hasText: name }).locator('xpath=following-sibling::dd').textContent();
  expect(await factOf('Decided about')).toBe('3 videos');
  expect(await factOf('Rejected')).toBe('1 video');
  expect(await factOf('Median rating')).toBe('3 stars (n = 2)');
  expect(await factOf('Tag: <b>Close-up</b>')).toBe('2 videos');
  await expect.poll(() => factOf('Notes written')).toBe('1 note');
  expect(await accessibilityFaults(page, 'review-summary')).toEqual([]);
  await press('Enter');
  await page.getByRole('grid', { name: 'Videos' }).waitFor();
  expect(page.url()).toContain('sort=title');
  expect(workspace.complaints).toEqual([]);
});

test('without a review its keys and its screen say so; one that is left can be gone on with', async () => {
  await page.goto(new URL('/review', page.url()).href);
  await page.getByText('No review is going on').waitFor();
  await page.getByRole('button', { name: 'Go to the library' }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await progress(1);
  await press('Shift+E');
  await page.getByRole('heading', { name: 'Review not finished' }).waitFor();
  await page.getByText('1 of 3 videos seen').waitFor();
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'Go on: 1 of 3' }).click();
  await progress(1);
  expect(workspace.complaints).toEqual([]);
});
