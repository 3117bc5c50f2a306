import { access, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type HubDouble,
  publish,
  startHubDouble,
} from '../../src/core/inference/models/testing/hubDouble.ts';
import {
  miniLmMetadata,
  qwenMetadata,
  smallGguf,
} from '../../src/core/inference/models/testing/smallGguf.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let home: string;
let file: string;
let workspace: Workspace;
let page: Page;
let hub: HubDouble;

const name = 'Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trendroom-home-'));
  const folder = join(home, '.lmstudio', 'models', 'owner', 'qwen');
  await mkdir(folder, { recursive: true });
  file = join(folder, 'qwen.gguf');
  const bytes = await smallGguf(qwenMetadata);
  await writeFile(file, bytes);
  await writeFile(join(folder, 'torn.gguf'), bytes.subarray(0, 900));
  hub = await startHubDouble();
  workspace = await openWorkspace({
    env: { HOME: home, TRENDROOM_MODELS: join(home, 'models'), HF_ENDPOINT: hub.url },
  });
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/models`);
});
afterAll(async () => {
  await workspace.close();
  await hub.close();
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

test('a model is searched on the hub, looked at, and downloaded; nothing is asked before', async () => {
  const repository = 'owner/minilm-GGUF';
  const path = 'minilm-F16.gguf';
  const bytes = Buffer.concat([await smallGguf(miniLmMetadata), Buffer.alloc(2_000_000, 3)]);
  publish(hub, repository, {
    files: { [path]: bytes, 'mmproj-F16.gguf': Buffer.alloc(100) },
    licence: 'mit',
  });
  hub.answers.set('/api/models', {
    body: [{ id: repository, downloads: 4_321, likes: 5, gated: false, tags: ['license:mit'] }],
  });
  await page.getByRole('button', { name: 'More models…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('For a GPU with 24 GB').waitFor();
  await dialog.getByText(`go to ${new URL(hub.url).host}.`).waitFor();
  expect(await accessibilityFaults(page, 'recommended models')).toEqual([]);
  expect(hub.asked).toEqual([]);

  await dialog.getByPlaceholder('qwen3 4b instruct').fill('minilm');
  await page.keyboard.press('Enter');
  await dialog.getByText('4.32K downloads · mit').waitFor();
  await dialog.getByRole('button', { name: `Files of ${repository}` }).click();
  await dialog.getByText('It reads pictures for another model').waitFor();
  await dialog.getByRole('button', { name: `Details of ${path}` }).click();
  await dialog.getByText(`Licence: mit, at ${hub.url}/${repository}`).waitFor();
  expect(await accessibilityFaults(page, 'a file of the hub')).toEqual([]);
  expect(hub.requests).toEqual([expect.stringMatching(/ bytes=0-1048575$/)]);

  await dialog.getByRole('button', { name: 'Accept and download' }).click();
  await dialog.getByText('In your list').waitFor();
  await page.keyboard.press('Escape');
  const downloaded = page.getByRole('listitem').filter({ hasText: `${repository} · ${path}` });
  await downloaded.getByText('From the hub').waitFor();
  await downloaded.getByText('In use').waitFor();
});
