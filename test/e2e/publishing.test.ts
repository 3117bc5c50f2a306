import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHub, keyFile, type RunningHub, startHub } from '../../scripts/hub/hubProcess.ts';
import { terminalCommand } from '../../scripts/programs.mjs';
import { freePort } from '../../scripts/team/freePort.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let workspace: Workspace;
let page: Page;
let folder: string;
let hub: RunningHub;

beforeAll(async () => {
  await buildHub();
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-'));
  hub = await startHub({ folder, port: await freePort() });
  workspace = await openWorkspace();
  await workspace.host.stop();
  const lines = Array.from({ length: 12 }, (_, id) => ({
    ...{ platform: 'tiktok', id: `${id}`, title: `Bread ${id} #baking` },
    publishedAt: new Date(Date.now() - 6 * 86_400_000).toISOString(),
    channel: { id: 'c', name: 'Baker' },
  }));
  const file = join(workspace.folder, 'videos.jsonl');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  run('import', file);
  run('report', '--no-model');
  await workspace.restart();
  page = await workspace.open();
});
afterAll(async () => {
  await workspace?.close();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

function run(...args: string[]): void {
  const program = [...terminalCommand, '--library', workspace.library, '--json', ...args];
  execFileSync(process.execPath, program, { cwd: root, stdio: 'ignore' });
}

const dialog = () => page.getByRole('dialog', { name: 'Publish on a hub' });
const statusOf = async (path: string) => (await fetch(hub.origin + path)).status;

test('by keyboard from a report to a page that a reader sees', async () => {
  await page.goto(`${workspace.host.origin}/reports`);
  await page.getByRole('button', { name: 'Publish…' }).focus();
  await page.keyboard.press('Enter');
  // A machine without a hub at the usual address: there is no key for it.
  await dialog().getByLabel('Address of the hub').fill(hub.origin);
  await dialog().getByLabel('Key of the hub').fill('wrong'.repeat(10));
  await page.keyboard.press('Enter');
  await dialog().getByText('The signature is not of this hub’s key', { exact: false }).waitFor();
  await dialog()
    .getByLabel('Key of the hub')
    .fill(await readFile(keyFile(folder), 'utf8'));
  await page.keyboard.press('Enter');
  await dialog().getByText(`${hub.origin}, 0 pages`).waitFor();
  await dialog().getByLabel('Address of the page').fill('Not A Slug');
  expect(await dialog().getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(
    true,
  );
  await dialog().getByLabel('Address of the page').fill('our-week');
  await dialog().getByLabel('Title', { exact: true }).fill('Our week in bread');
  expect(await accessibilityFaults(page, 'publish')).toEqual([]);
  await dialog().getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  const url = `${hub.origin}/p/our-week`;
  await dialog().getByRole('status').getByRole('link', { name: url }).waitFor();
  const reader = await page.context().newPage();
  await reader.goto(url);
  await reader.getByRole('heading', { level: 1, name: 'Our week in bread' }).waitFor();
  await reader.close();
});

test('moved, taken down, shown again, and planned', async () => {
  await dialog().getByLabel('Address of the page').fill('our-second-week');
  await dialog().getByText('/p/our-week will lead to it').waitFor();
  await dialog().getByRole('button', { name: 'Publish anew' }).click();
  const link = `${hub.origin}/p/our-second-week`;
  await dialog().getByRole('status').getByRole('link', { name: link }).waitFor();
  expect(await statusOf('/p/our-week')).toBe(200);
  await dialog().getByRole('button', { name: 'Take down Our week in bread' }).click();
  await page
    .getByRole('dialog', { name: 'Take this page down?' })
    .getByRole('button', { name: 'Take down' })
    .click();
  await dialog().getByText('Taken down').waitFor();
  expect(await statusOf('/p/our-second-week')).toBe(410);
  await dialog()
    .getByRole('button', { name: /^Show another version/ })
    .click();
  await page.getByRole('menuitem', { name: 'Version 1' }).click();
  await dialog().getByText('Published', { exact: true }).waitFor();
  expect(await statusOf('/p/our-week')).toBe(200);
  await dialog().getByRole('button', { name: 'At a time' }).click();
  await dialog().getByLabel('Published at').fill('2020-01-01T10:00');
  await dialog().getByText('Choose a time that is still to come.').waitFor();
  await dialog().getByLabel('Published at').fill('2090-01-01T10:00');
  await dialog().getByRole('button', { name: 'Plan', exact: true }).click();
  await dialog().getByText('Planned', { exact: true }).waitFor();
  expect(await statusOf('/p/our-week')).toBe(404);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('a hub that is away is said, and asked again', async () => {
  await hub.stop();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await dialog().getByRole('alert').getByText(`${hub.origin} does not answer`).waitFor();
  hub = await startHub({ folder, port: Number(new URL(hub.origin).port) });
  await dialog().getByRole('button', { name: 'Try again' }).click();
  await dialog().getByText(`${hub.origin}, 1 page`).waitFor();
  expect(workspace.complaints).toEqual([]);
});
