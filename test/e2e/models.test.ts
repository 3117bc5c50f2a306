import { access, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qwenMetadata, smallGguf } from '../../src/core/inference/models/testing/smallGguf.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let home: string;
let file: string;
let workspace: Workspace;
let page: Page;

const name = 'Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trendroom-home-'));
  const folder = join(home, '.lmstudio', 'models', 'owner', 'qwen');
  await mkdir(folder, { recursive: true });
  file = join(folder, 'qwen.gguf');
  const bytes = await smallGguf(qwenMetadata);
  await writeFile(file, bytes);
  await writeFile(join(folder, 'torn.gguf'), bytes.subarray(0, 900));
  workspace = await openWorkspace({ env: { HOME: home, TRENDROOM_MODELS: join(home, 'models') } });
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/models`);
});
afterAll(async () => {
  await workspace.close();
  await rm(home, { recursive: true, force: true });
});

const row = () => page.getByRole('listitem').filter({ hasText: name });

test('models of another program are found when the user wants it, and used where they are', async () => {
  await page.getByText('No language model is installed.').waitFor();
  await page.getByRole('button', { name: 'Find models of other programs…' }).click();
  const dialog = page.getByRole('dialog');
  // Before anything is looked at, the folders are named.
  await dialog.getByText(join(home, '.lmstudio', 'models')).waitFor();
  expect(await dialog.getByText(name).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Look into these folders' }).click();
  await dialog.getByText(/^The file is damaged or incomplete/).waitFor();
  expect(await accessibilityFaults(page, 'models found')).toEqual([]);
  await dialog.getByRole('button', { name: `Add ${name}` }).click();
  await dialog.getByText('In your list').waitFor();
  await page.keyboard.press('Escape');
  await row().getByText(file).waitFor();
  await row().getByText('In use').waitFor();
  expect(await accessibilityFaults(page, 'models')).toEqual([]);
});

test('a chosen model whose file is gone says so on the screen; removing it keeps the user’s files', async () => {
  await unlink(file);
  await page.reload();
  await row().getByText(`The file is no longer at ${file}.`).waitFor();
  await writeFile(file, await smallGguf(qwenMetadata));
  await page.reload();
  await row().getByText('In use').waitFor();
  await row().getByRole('button', { name: 'Remove' }).click();
  await page.getByText(`Your file stays at ${file}`).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row().waitFor({ state: 'detached' });
  await access(file);
});
