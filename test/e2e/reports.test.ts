import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminalCommand } from '../../scripts/programs.mjs';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const day = 86_400_000;
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  page = await workspace.open();
});
afterAll(() => workspace.close());

/** Videos of two channels with views on three days; one stands out. */
async function importVideos(): Promise<void> {
  const at = (ago: number): string => new Date(Date.now() - ago * day).toISOString();
  const views = (id: number): number => (id === 7 ? 9_000 : 1_000 + 10 * id);
  const lines = Array.from({ length: 24 }, (_, id) => ({
    ...{ platform: 'tiktok', id: `${id}`, title: `Bread ${id} #baking`, publishedAt: at(6) },
    channel: { id: `c${id % 2}`, name: `Baker ${id % 2}` },
    metrics: [4, 2, 0.1].map((ago, place) => ({
      ...{ observedAt: at(ago), views: views(id) * (place + 1) },
    })),
  }));
  const file = join(workspace.folder, 'videos.jsonl');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const program = [...terminalCommand, '--library', workspace.library, '--json', 'import', file];
  execFileSync(process.execPath, program, { cwd: root, stdio: 'ignore' });
}

test('from nothing to a weekly report, by keyboard, and what it cites', async () => {
  await page.goto(`${workspace.host.origin}/reports`);
  await page.getByRole('heading', { name: 'No videos yet' }).waitFor();
  await workspace.host.stop();
  await importVideos();
  await workspace.restart();
  page = await workspace.open();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'No reports yet' }).waitFor();
  await page.getByRole('button', { name: 'New report…' }).first().click();
  await page.getByRole('dialog', { name: 'New report' }).waitFor();
  await page.getByRole('button', { name: 'Make report' }).click();
  await page.getByRole('heading', { level: 1, name: /^Week to / }).waitFor();
  const standouts = page.getByRole('region', { name: 'Videos that stand out' });
  await standouts.getByText(/^“Bread 7 #baking” of “Baker 1” has an outlier score of/).waitFor();
  await standouts
    .getByRole('button', { name: /^1: Snapshots of Bread 7 #baking/ })
    .first()
    .click();
  const cited = page.getByRole('dialog', { name: 'Snapshots of Bread 7 #baking' });
  expect(await cited.textContent()).toContain('27K views on');
  expect(await accessibilityFaults(page, '/reports')).toEqual([]);
  await cited.getByRole('link', { name: 'Open video' }).click();
  await page.getByRole('heading', { name: 'Bread 7 #baking' }).first().waitFor();
}, 120_000);

test('a table is sorted, exported, and a page of the report opens without the program', async () => {
  await page.goto(`${workspace.host.origin}/reports`);
  const table = page.getByRole('figure', { name: 'Outlier scores' });
  await table.getByRole('button', { name: 'Video', exact: true }).click();
  await table.locator('th[aria-sort=ascending]').waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Page (HTML)' }).click(),
  ]);
  const html = await readFile(await download.path(), 'utf8');
  expect(html).toContain('Bread 7 #baking');
  expect(html).not.toContain('<script');
}, 60_000);

test('a channel’s page leads to a report on it', async () => {
  await page.goto(`${workspace.host.origin}/library`);
  await page.getByRole('link', { name: 'Bread 2 #baking' }).first().click();
  await page.locator('a[href^="/channels/"]').click();
  await page.getByRole('button', { name: 'New report…' }).click();
  await page.getByRole('button', { name: 'Make report' }).click();
  await page.getByRole('heading', { level: 1, name: /^Channel: Baker 0/ }).waitFor();
  expect(page.url()).toContain('?report=');
}, 60_000);

test('a report by schedule is chosen, made now, and read', async () => {
  await page.getByRole('button', { name: 'Change what is made by schedule' }).click();
  await page.getByLabel('Time').fill('06:30');
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Channel' }).click();
  await page.getByRole('combobox', { name: 'Channel' }).fill('Baker 1');
  await page.getByRole('option', { name: 'Baker 1' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^\w+, 06:30, next/).waitFor();
  await page.goto(`${workspace.host.origin}/team/schedules`);
  await page.getByRole('button', { name: 'Run now: Make a report' }).click();
  await page.getByText(/^Channel: Baker 1, .* is ready\.$/).waitFor();
  await page.goto(`${workspace.host.origin}/reports`);
  await page.getByRole('link', { name: /by schedule/ }).click();
  await page.getByRole('heading', { level: 1, name: /^Channel: Baker 1/ }).waitFor();
  expect(workspace.complaints).toEqual([]);
}, 120_000);
