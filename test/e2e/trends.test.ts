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

function run(...args: string[]): void {
  const program = [...terminalCommand, '--library', workspace.library, '--json', ...args];
  execFileSync(process.execPath, program, { cwd: root, stdio: 'ignore' });
}

/** Videos about two things and many others; `views` are a week apart when asked for. */
async function importVideos({ withViews }: { withViews: boolean }): Promise<void> {
  const at = (ago: number): string => new Date(Date.now() - ago * day).toISOString();
  const video = (id: number, tag: string, ago: number) => ({
    ...{ platform: 'tiktok', id: `${id}`, title: `Video ${id} #${tag}`, publishedAt: at(ago) },
    metrics: withViews
      ? [
          { observedAt: at(8), views: 100 * (id + 1) },
          { observedAt: at(0.1), views: `${id + 3}K` },
        ]
      : [],
  });
  const lines = [
    ...Array.from({ length: 12 }, (_, id) => video(id, 'dance', (id % 6) + 0.5)),
    ...Array.from({ length: 8 }, (_, id) => video(20 + id, 'cooking', id * 18 + 1)),
    ...Array.from({ length: 80 }, (_, id) => video(40 + id, `only${id}`, id * 2 + 1)),
  ];
  const file = join(workspace.library, '..', `videos-${withViews}.jsonl`);
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  run('import', file);
}

/** What the menu of the chart saves. */
async function saved(item: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: /^Save the chart/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('from an empty library to a topic: what is missing is said, and offered', async () => {
  await page.goto(`${workspace.host.origin}/trends`);
  await page.getByRole('heading', { name: 'No videos yet' }).waitFor();
  await workspace.host.stop();
  await importVideos({ withViews: false });
  await workspace.restart();
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/trends`);
  await page.getByRole('heading', { name: 'No topics yet' }).waitFor();
  await page.getByRole('button', { name: 'Find topics' }).click();
  const topics = page.getByRole('grid', { name: 'Topics' });
  await topics.getByRole('link', { name: /^dance/ }).waitFor();
  await page.getByText('No views were observed in this period.').waitFor();
  await page.getByRole('button', { name: 'Import counts…' }).click();
  await page.getByRole('dialog', { name: 'Add videos' }).waitFor();
  await page.keyboard.press('Escape');
}, 120_000);

test('velocity, stage and curve; by keyboard to a topic, and a new name for it', async () => {
  await workspace.host.stop();
  await importVideos({ withViews: true });
  await workspace.restart();
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/trends`);
  const dance = page.getByRole('row', { name: /dance/ });
  await dance.getByText('Emerging').waitFor();
  expect(await dance.textContent()).toMatch(/\+\d+(\.\d+)?K?\/h/);
  expect(await accessibilityFaults(page, '/trends')).toEqual([]);
  await dance.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^dance/ }).waitFor();
  expect(page.url()).toContain('/trends/');
  await page.locator('canvas').waitFor();
  const png = await saved('Picture (PNG)');
  expect(png.name).toMatch(/^dance.*-published\.png$/);
  // The size of a PNG stands in its header.
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(400);
  const csv = (await saved('Table (CSV)')).bytes.toString('utf8').split('\r\n');
  expect(csv[0]).toBe('"From","To","Published","All videos published","Views gained","Burst"');
  expect(csv.length).toBeGreaterThan(100);
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('columnheader', { name: 'Views gained' }).waitFor();
  expect(await accessibilityFaults(page, '/trends/topic')).toEqual([]);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Dances of June');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dances of June' }).waitFor();
  await page.getByRole('link', { name: 'Back to trends' }).click();
  await page.getByRole('link', { name: 'Dances of June' }).waitFor();
}, 120_000);

test('time travel shows what was there, and a date without anything says so', async () => {
  await page.goto(`${workspace.host.origin}/trends`);
  await page.getByLabel('As of').fill('2001-01-01');
  await page.getByRole('heading', { name: 'No topic fits' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('link', { name: 'Dances of June' }).waitFor();
}, 60_000);
