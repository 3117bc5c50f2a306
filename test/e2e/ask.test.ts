import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminalCommand } from '../../scripts/programs.mjs';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  page = await workspace.open();
});
afterAll(() => workspace.close());

/** Two videos with what is said in them, and views at a date. */
async function importVideos(): Promise<void> {
  const video = (id: string, title: string, text: string, views: number) =>
    JSON.stringify({
      ...{ platform: 'tiktok', id, title, channel: { id: 'c', name: 'Tiny Stove Club' } },
      transcript: [{ startMs: 12_000, endMs: 16_000, text }],
      metrics: [{ observedAt: '2026-06-01', views }],
    });
  const file = join(workspace.library, '..', 'videos.jsonl');
  await writeFile(
    file,
    [
      video('1', 'Onions without tears', 'I pull this cord and the whole onion is chopped', 500),
      video('2', 'Cold fries', 'Never put cold fries in the microwave', 1_214_435),
    ].join('\n'),
  );
  const program = [...terminalCommand, '--library', workspace.library, '--json', 'import', file];
  execFileSync(process.execPath, program, { cwd: root, stdio: 'ignore' });
}

test('a question is answered with what it rests on, by keyboard, and followed up', async () => {
  await page.goto(`${workspace.host.origin}/ask`);
  await page.getByRole('heading', { name: 'No videos yet' }).waitFor();
  await workspace.host.stop();
  await importVideos();
  await workspace.restart();
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/ask`);
  await page.getByRole('heading', { name: 'Ask your library' }).waitFor();
  await page.getByRole('textbox', { name: 'Question' }).fill('What do they say about onions?');
  await page.keyboard.press('Enter');
  const onions = page.getByRole('article', { name: /onions/ });
  await onions.getByText('says at 0:12').waitFor();
  await onions.getByRole('list', { name: 'Queries' }).getByText('Search moments').waitFor();
  await onions.getByRole('button', { name: /^Play 0:12/ }).click();
  const cited = page.getByRole('complementary', { name: 'Cited' });
  await cited.getByText('I pull this cord').waitFor();
  expect(await accessibilityFaults(page, '/ask')).toEqual([]);
  await page.keyboard.press('Escape');
  await cited.waitFor({ state: 'detached' });

  const follow = page.getByRole('textbox', { name: 'Follow-up question' });
  await follow.fill('Which video has the most views?');
  await page.keyboard.press('Enter');
  const views = page.getByRole('article', { name: /most views/ });
  await views.getByText('1,214,435 views').waitFor();
  await views.getByRole('button', { name: /^Snapshot/ }).click();
  await cited.getByText('1,214,435').waitFor();
  await cited.getByRole('link', { name: 'Open video' }).waitFor();
}, 120_000);

test('what the library does not say is said; a conversation is kept and removed', async () => {
  await page.getByRole('button', { name: 'New question' }).click();
  await page.getByRole('textbox', { name: 'Question' }).fill('What about quantum computing?');
  await page.keyboard.press('Enter');
  await page.getByText('The library has no answer to this.').waitFor();
  await page.getByText('Nothing in the library is about “quantum computing”.').waitFor();
  const earlier = page.getByRole('list', { name: 'Earlier conversations' });
  await earlier.getByRole('link', { name: /onions/ }).click();
  await page.getByRole('article', { name: /onions/ }).waitFor();
  await earlier.getByRole('button', { name: /Remove .*onions/ }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await earlier.getByRole('link', { name: /onions/ }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Ask your library' }).waitFor();
}, 60_000);
