import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anotherClip } from './support/clips.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;
let videos = '';

beforeAll(async () => {
  workspace = await openWorkspace();
  page = await workspace.open();
  videos = join(workspace.folder, 'videos');
  await mkdir(videos);
  await anotherClip('grocery-envelope.mp4', join(videos, 'envelope.mp4'));
});
afterAll(() => workspace.close());

async function openAddDialog(): Promise<Locator> {
  await page.goto(`${workspace.host.origin}/queue`);
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Add videos' });
  await dialog.waitFor();
  return dialog;
}

test('where no folder is allowed, the screens say how to allow one, and take links and files', async () => {
  const dialog = await openAddDialog();
  await dialog.getByText('npm start -- --allow-folder FOLDER').waitFor();
  // The key that opened it is not in it.
  expect(await dialog.getByRole('textbox', { name: 'Link' }).inputValue()).toBe('');
  await dialog.getByRole('textbox', { name: 'Link' }).fill(join(videos, 'envelope.mp4'));
  await dialog.getByText('This is not a link. Choose or drop files instead.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true);
  expect(await dialog.getByRole('button', { name: 'Choose files…' }).isEnabled()).toBe(true);

  await page.goto(`${workspace.host.origin}/settings`);
  await page.getByText('npm start -- --allow-folder FOLDER').waitFor();
  await page.getByText('trendroom settings set cookiesFile FILE').waitFor();
  await page.goto(`${workspace.host.origin}/models`);
  await page.getByRole('button', { name: 'Import a file…' }).click();
  await page.getByText('trendroom models import FILE').waitFor();
});

test('a backup goes to its own folder and comes back from there, with nothing allowed', async () => {
  await page.goto(`${workspace.host.origin}/settings`);
  const target = page.getByRole('textbox', { name: 'Back up to' });
  const path = await target.inputValue();
  expect(path).toMatch(/library-backups\/trendroom-\d{4}-\d\d-\d\d\.tar$/);
  await page.getByRole('button', { name: 'Back up', exact: true }).click();
  await page.getByText(/^Backup complete/).waitFor({ timeout: 30_000 });
  expect(existsSync(path)).toBe(true);

  await target.fill(join(workspace.folder, 'elsewhere.tar'));
  await page.getByRole('button', { name: 'Back up', exact: true }).click();
  await page.getByText(/elsewhere\.tar is not in an allowed folder/).waitFor();
  expect(existsSync(join(workspace.folder, 'elsewhere.tar'))).toBe(false);

  await page.getByRole('textbox', { name: 'Restore from' }).fill(path);
  await page.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('button', { name: 'Restore the backup' }).click();
  await page.getByText(/^Restored 0 videos/).waitFor({ timeout: 60_000 });
}, 120_000);

test('an allowed folder is shown and taken from; what lies outside is refused in words', async () => {
  await workspace.restart({ allowedFolders: [videos] });
  page = await workspace.open();
  const dialog = await openAddDialog();
  await dialog.getByText('Allowed folders:').waitFor();
  await dialog.getByText(videos, { exact: true }).waitFor();
  await writeFile(join(workspace.folder, 'private.mp4'), 'x');
  const field = dialog.getByRole('textbox', { name: 'Link or path' });
  await field.fill(join(videos, '..', 'private.mp4'));
  await page.keyboard.press('Enter');
  const refused = /private\.mp4 is not in an allowed folder/;
  await page.getByText(refused).first().waitFor();
  await (await openAddDialog()).getByRole('textbox', { name: 'Link or path' }).fill(videos);
  await page.keyboard.press('Enter');
  await page.getByText('envelope.mp4').first().waitFor();
  expect(await page.getByText('private.mp4', { exact: true }).count()).toBe(0);

  await page.goto(`${workspace.host.origin}/settings`);
  const cookies = join(videos, 'cookies.txt');
  await writeFile(cookies, '# Netscape HTTP Cookie File\n');
  await page.getByRole('textbox', { name: /^Cookies file/ }).fill(cookies);
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect
    .poll(() => page.getByRole('textbox', { name: /^Cookies file/ }).inputValue())
    .toBe('');
  expect(workspace.complaints).toEqual([]);
}, 200_000);
