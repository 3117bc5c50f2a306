import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDeep } from '../support/isDeep.ts';
import { readSamples } from '../support/samples.ts';
import { anotherClip, dropFiles } from './support/clips.ts';
import { doneJobs, jobsOf } from './support/jobs.ts';
import { playerTimeMs } from './support/playerTimeMs.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

/** Twelve clips take a minute and a half on two quiet cores, and many times that on busy ones. */
const ingestMs = 480_000;
const clips = Object.keys(readSamples().truth.files);
/** Those that the story needs, the others are cancelled; `npm run e2e:deep` waits for all twelve. */
const needed = isDeep
  ? clips
  : ['lunch-money-friday.mp4', 'grocery-envelope.mp4', 'three-tasks-tomorrow.mp4'];

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  page = await workspace.open();
});
afterAll(() => workspace.close());

// The whole story of a first day; each test goes on where the one before stopped.

test('first run: one click leads from nothing to the sample library', async () => {
  await page.getByRole('button', { name: /sample library/i }).click();
  const queued = async () => (await jobsOf(workspace)).map(({ label }) => label).sort();
  await expect.poll(queued, { timeout: 60_000 }).toEqual(clips.toSorted());
  for (const { id, label } of await jobsOf(workspace))
    if (!needed.includes(label)) await cancel(id);
  await toScreen('Queue');
  // Those that were cancelled are done with, too.
  await expect
    .poll(() => doneJobs(workspace), { timeout: ingestMs, interval: 1_000 })
    .toEqual(expect.arrayContaining(clips));
  await page.getByRole('heading', { name: /^Done \d+$/ }).waitFor();
  await toScreen('Library');
  await page.getByText(/^\d+ videos$/).waitFor();
  await expect.poll(() => page.getByText(/Ingesting/).count()).toBe(0);
}, 600_000);

function toScreen(name: 'Queue' | 'Library' | 'Drafts'): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Screens' });
  // Its name also says how many jobs wait.
  return navigation.getByRole('link', { name: new RegExp(`^${name}`) }).click();
}

async function cancel(id: string): Promise<void> {
  const { origin, token } = workspace.host;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}/api/jobs/${id}/cancel`, { method: 'POST', headers });
  expect(answer.ok).toBe(true);
}

test('a dropped clip of one’s own is taken in with its progress shown', async () => {
  const path = join(workspace.folder, 'my own clip.mp4');
  await anotherClip('onion-without-tears.mp4', path);
  await toScreen('Queue');
  await dropFiles(page, [{ name: 'my own clip.mp4', bytes: await readFile(path) }]);
  const bar = page.getByRole('progressbar', { name: 'Progress of my own clip.mp4' });
  await bar.waitFor({ timeout: 60_000 });
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(10);
  await expect.poll(() => doneJobs(workspace), { timeout: 120_000 }).toContain('my own clip.mp4');
  await page.getByRole('heading', { name: /^Done \d+$/ }).waitFor();
}, 240_000);

test('a click on a word moves the player to where it is said', async () => {
  await toScreen('Library');
  await page
    .getByRole('link', { name: /stopped buying lunch/i })
    .first()
    .click();
  const word = page.getByRole('button', { name: 'Friday', exact: true });
  await word.click();
  // The clip says "Every Friday" some three seconds in.
  await expect.poll(() => playerTimeMs(page)).toBeGreaterThan(2_000);
  const wordMs = await playerTimeMs(page);
  expect(wordMs).toBeLessThan(5_000);
  await expect.poll(() => word.getAttribute('data-heard')).toBe('');
  await page.keyboard.press('Space');
  await expect.poll(() => playerTimeMs(page)).toBeGreaterThan(wordMs + 400);
  await page.keyboard.press('Space');
});

test('the transcript is exported as a file', async () => {
  await page.getByRole('button', { name: 'Actions' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as SRT' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.srt$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toMatch(/^1\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\n/);
  expect(text).toContain('lunch');
});

test('a search by meaning finds a moment that shares no word, and plays it in place', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('saving cash');
  await page.keyboard.press('Enter');
  const moments = page.getByRole('list', { name: 'Moments' }).getByRole('button');
  await moments.first().waitFor({ timeout: 30_000 });
  const words = (await moments.first().textContent()) ?? '';
  expect(words).toMatch(/Matched by Meaning/i);
  expect(words).not.toMatch(/saving|cash/i);
  await moments.first().click();
  const startMs = await playerTimeMs(page);
  await expect.poll(() => playerTimeMs(page)).toBeGreaterThan(startMs + 300);
  await page.getByRole('link', { name: /Open video/ }).click();
  await page.getByRole('tab', { name: 'Transcript' }).waitFor();
  expect(new URL(page.url()).searchParams.get('t')).toMatch(/^\d+$/);
});

test('drafts stream in, and their citations play', async () => {
  await toScreen('Drafts');
  await page.getByRole('textbox', { name: 'Topic' }).fill('saving money on food');
  await page.keyboard.press('Control+Enter');
  const draft = page.getByRole('article', { name: 'Draft 1' });
  await draft.waitFor({ timeout: 100_000 });
  const citation = draft.getByRole('list', { name: 'Citations' }).getByRole('button').first();
  await citation.click();
  await expect.poll(() => playerTimeMs(page), { timeout: 20_000 }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Write drafts' }).waitFor({ timeout: 100_000 });
}, 240_000);

test('after a restart of the host everything is still there', async () => {
  await toScreen('Library');
  const videos = await page.getByText(/^\d+ videos$/).textContent();
  await page.context().close();
  await workspace.restart();
  page = await workspace.open();
  await page.getByText(videos ?? '', { exact: true }).waitFor();
  await toScreen('Drafts');
  await page
    .getByRole('list', { name: 'Earlier briefs' })
    .getByRole('link', { name: /saving money on food/ })
    .first()
    .click();
  await page.getByRole('article', { name: 'Draft 1' }).waitFor();
  await toScreen('Queue');
  await page.getByRole('heading', { name: /^Done \d+$/ }).waitFor();
  expect(await doneJobs(workspace)).toEqual(expect.arrayContaining(['my own clip.mp4']));
});

test('through all of it the page never complained', () => {
  expect(workspace.complaints).toEqual([]);
});
