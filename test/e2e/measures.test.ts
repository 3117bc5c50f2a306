import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { addLongitudinalSet } from '../../src/core/memory/testing/longitudinalSet.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let folder: string;
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-e2e-measures-'));
  const directory = join(folder, 'library');
  const library = openLibrary({ directory, clock: systemClock });
  addLongitudinalSet(library, { channels: 3, videosEach: 20, outlierEvery: 15, seed: 4 });
  library.close();
  workspace = await openWorkspace({ library: directory });
  page = await workspace.open();
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test('scores appear once they are measured, and lead to their definition, video and channel', async () => {
  await page.goto(`${workspace.host.origin}/library?sort=outlier`);
  // The job that measures starts by itself, and the list is read again when it has ended.
  const first = page.getByRole('gridcell').first();
  const badge = first.getByText(/^Outlier score/);
  await badge.waitFor({ state: 'attached', timeout: 30_000 });
  const score = (await badge.textContent()) ?? '';
  await badge.locator('..').hover();
  await page.getByText(/95 % bootstrap interval .+ from \d+ other videos/).waitFor();

  await first.getByRole('link').click();
  const measures = page.getByRole('region', { name: 'Measures' });
  const details = page.getByRole('tab', { name: 'Details' });
  await details.click();
  await measures.getByText(score.replace('Outlier score ', ''), { exact: true }).waitFor();
  await measures.getByRole('button', { name: 'Velocity' }).hover();
  await page.getByText(/Views per hour between the last two snapshots/).waitFor();
  await measures.getByText('Other definitions and ratios').click();
  await measures.getByText('Channel median, minus 1').waitFor();

  expect(await accessibilityFaults(page, 'video')).toEqual([]);
  await page.getByRole('link', { name: /^Channel \d/ }).click();
  await page.getByRole('heading', { name: 'Outlier scores by publication' }).waitFor();
  const rows = page.getByRole('region', { name: 'Videos' }).getByRole('row');
  expect(await rows.count()).toBe(21);
  expect(await rows.nth(1).textContent()).toContain(score);
  expect(await accessibilityFaults(page, 'channel')).toEqual([]);
  await page.getByRole('button', { name: /^Save the chart/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Picture (PNG)' }).click();
  const picture = await download;
  expect(picture.suggestedFilename()).toMatch(/^channel-\d-outlier-scores-by-publication\.png$/);
  // Bytes 16 to 20 are the width: twice what is on the screen, for print.
  expect((await readFile(await picture.path())).readUInt32BE(16)).toBeGreaterThan(1_200);
  expect(workspace.complaints).toEqual([]);
}, 90_000);

test('the table has both measures; a channel that is gone says so', async () => {
  await page.goto(`${workspace.host.origin}/library?sort=velocity&view=table`);
  await page.getByRole('columnheader', { name: 'Views/h' }).waitFor();
  expect(await accessibilityFaults(page, 'library table')).toEqual([]);
  await page.goto(`${workspace.host.origin}/channels/none`);
  await page.getByRole('heading', { name: 'This channel is not in the library' }).waitFor();
}, 60_000);
