import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContentHash } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { insertVideo } from '../../src/core/library/index.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  const library = openLibrary({ directory: workspace.library, clock: systemClock });
  insertVideo(library, {
    ...{ contentHash: 'f'.repeat(64) as ContentHash, title: 'Ferns love shade, and more of it' },
    ...{ originalName: 'f.mp4', originalPath: '/f.mp4', storage: 'reference', sizeBytes: 1 },
  });
  library.close();
  await workspace.restart();
  page = await workspace.open();
});
afterAll(() => workspace.close());

const panel = () => page.getByRole('region', { name: 'Branches' });
const row = () => panel().getByRole('listitem', { name: 'Shorter titles' });
const banner = () => page.getByRole('complementary', { name: 'Branch' });

async function toTeam(): Promise<void> {
  await page.goto(`${workspace.host.origin}/team/branches`);
  await panel().waitFor();
}

test('a branch is made, with what it takes said before', async () => {
  await toTeam();
  await panel().getByText('Try things out on a copy').waitFor();
  await panel().getByRole('button', { name: 'New branch…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New branch' });
  await dialog.getByText(/Needs .* on this disk; about/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Shorter titles');
  await dialog.getByRole('textbox', { name: 'Purpose' }).fill('Do they read better?');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await row().getByText('Same as the library').waitFor();
  await row().getByText('Do they read better?').waitFor();
  expect(await banner().count()).toBe(0);
});

test('on the branch every screen says so; what is done there the library does not have', async () => {
  await row().getByRole('button', { name: 'Open Shorter titles' }).click();
  await banner().getByText('Branch “Shorter titles”.').waitFor();
  expect(await page.title()).toContain('branch Shorter titles');
  expect(await panel().getByRole('button', { name: 'New branch…' }).isDisabled()).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Sharing' }).click();
  const sharing = page.getByRole('region', { name: 'Shared memory' });
  await sharing.getByText('This branch is not shared').waitFor();
  expect(await sharing.getByRole('button').count()).toBe(0);
  await banner().getByRole('link', { name: 'Compare and keep' }).click();
  await row().waitFor();
  for (const path of ['/library', '/settings']) {
    await page.goto(workspace.host.origin + path);
    await banner().waitFor();
  }
  // An edit as any client of the contract makes it.
  const { origin, token } = workspace.host;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { videos } = await (await fetch(`${origin}/api/videos`, { headers })).json();
  const body = JSON.stringify({ title: 'Ferns love shade' });
  const edited = await fetch(`${origin}/api/videos/${videos[0].id}`, {
    ...{ method: 'PATCH', headers, body },
  });
  expect(edited.status).toBe(200);
  await banner().getByRole('button', { name: 'Back to the library' }).click();
  await banner().waitFor({ state: 'detached' });
  await page.goto(`${workspace.host.origin}/library`);
  await page.getByText('Ferns love shade, and more of it').first().waitFor();
});

test('the change is shown, kept, and the branch thrown away', async () => {
  await toTeam();
  await row().getByText('1 ahead').waitFor();
  await row().getByRole('button', { name: 'Compare Shorter titles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Changes in Shorter titles' });
  const change = dialog.getByRole('list', { name: 'Changes' }).getByRole('checkbox');
  await change.waitFor();
  expect(await change.isChecked()).toBe(true);
  await dialog.getByText('Ferns love shade, and more of it').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await change.press('Space');
  expect(await dialog.getByRole('button', { name: 'Keep 0' }).isDisabled()).toBe(true);
  await change.press('Space');
  await dialog.getByRole('button', { name: 'Keep 1' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row().getByText('Same as the library').waitFor();

  await row().getByRole('button', { name: 'Delete Shorter titles' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Shorter titles?' });
  await question.getByText('It has no changes of its own').waitFor();
  await question.getByRole('button', { name: 'Delete' }).click();
  await row().waitFor({ state: 'detached' });
  await page.goto(`${workspace.host.origin}/library`);
  await page.getByText('Ferns love shade', { exact: true }).first().waitFor();
  expect(workspace.complaints).toEqual([]);
});
