import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../../src/core/remote/testing/fakeServer.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;
let server: FakeServer;
let file: string;

beforeAll(async () => {
  server = await startFakeServer();
  workspace = await openWorkspace();
  page = await workspace.open();
  file = join(workspace.folder, 'hooks.jsonl');
  const line = (index: number): string => {
    const content = index === 3 ? 'Refuse this <b>one</b>' : `Hook number ${index}`;
    const body = { messages: [{ role: 'user', content }] };
    return JSON.stringify({ custom_id: `row-${index}`, url: '/v1/chat/completions', body });
  };
  await writeFile(file, Array.from({ length: 300 }, (_, index) => line(index)).join('\n'));
});
afterAll(async () => {
  await workspace.close();
  await server.close();
});

const servers = () => page.getByRole('region', { name: 'Servers' });
const batches = () => page.getByRole('region', { name: 'Batches' });
const openSection = (name: string): Promise<void> =>
  page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
const serverRow = () => servers().getByRole('listitem', { name: 'GPU box', exact: true });

test('an empty screen says what a team adds, and that nothing is needed', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Team', exact: true }).waitFor();
  await page.getByText('No servers connected.').waitFor();
  await servers().getByText('No servers yet').waitFor();
  await openSection('Batches');
  await batches().getByText('No batches yet').waitFor();
  await openSection('Sharing');
  await page
    .getByRole('region', { name: 'Shared memory' })
    .getByText('Media, file names and keys are never shared')
    .waitFor();
});

test('the keyboard goes through the sections, and each has its address', async () => {
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await tab('Sharing').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Branches' }).waitFor();
  expect(page.url()).toContain('/team/branches');
  expect(await page.title()).toContain('Branches, Team');
  await expect
    .poll(() => tab('Branches').evaluate((each) => each === document.activeElement))
    .toBe(true);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await servers().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/Type a command/).waitFor();
  await page.keyboard.type('dead letters');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Workers' }).waitFor();
  // The palette gives the focus back to a tab, which does not lead back.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(page.url()).toContain('/team/workers');
  // Where one was last, one comes back to.
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('region', { name: 'Workers' }).waitFor();
  const place = page.getByRole('link', { name: 'Team' });
  expect(await place.getAttribute('aria-current')).toBe('page');
});

test('a server is added, checked, and says what it lacks', async () => {
  await openSection('Servers');
  await servers().getByRole('button', { name: 'Add a server…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a server' });
  await dialog.getByRole('button', { name: 'Add and check' }).click();
  await dialog.getByText('Enter a name').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('GPU box');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.url);
  await dialog.getByLabel('API key', { exact: true }).fill('canary-key-1');
  await dialog.getByRole('button', { name: 'Add and check' }).click();
  await dialog.waitFor({ state: 'detached' });
  await serverRow().getByText('Not approved yet').waitFor();
  await page
    .getByRole('tab', { name: 'Servers 1 server. GPU box is not approved yet', exact: true })
    .waitFor();
  expect(server.asked.some(({ authorization }) => authorization === 'Bearer canary-key-1')).toBe(
    true,
  );
  await serverRow().getByRole('button', { name: 'Capabilities of GPU box' }).click();
  const tried = serverRow().getByRole('list', { name: 'Capabilities tested' });
  expect(await tried.textContent()).toContain('Structured output (JSON schema)');
  expect(await page.content()).not.toContain('canary-key-1');
});

test('a server that cannot be reached says so and is kept', async () => {
  await servers().getByRole('button', { name: 'Add a server…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a server' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Gone');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9');
  await dialog.getByRole('button', { name: 'Add and check' }).click();
  const row = servers().getByRole('listitem', { name: 'Gone', exact: true });
  await row.getByText('Unreachable').waitFor();
  await row.getByRole('button', { name: 'More actions for Gone' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
});

test('a batch waits until it was seen what is sent where, then comes back', async () => {
  server.asked.length = 0;
  server.answer = (asked, response) => {
    if (!JSON.stringify(asked.body).includes('Refuse this')) return wellBehaved(asked, response);
    response.writeHead(400).end('{"error":{"message":"Not <i>this</i> one."}}');
    return undefined;
  };
  await openSection('Batches');
  await batches().getByRole('button', { name: 'New batch…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New batch' });
  await dialog.getByLabel('Requests file').setInputFiles(file);
  await dialog.getByText('300 × Chat, the first:').waitFor();
  await dialog.getByText('user: Hook number 0').waitFor();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'hooks', exact: true }).waitFor();
  await page.getByText('Sending data to GPU box is not approved.').waitFor();
  expect(server.asked).toEqual([]);

  await page.getByRole('link', { name: 'Back to the batches' }).click();
  await page.getByRole('tab', { name: 'Batches 1 unfinished. hooks is waiting' }).waitFor();
  await batches().getByRole('link', { name: 'Open Servers' }).click();
  await serverRow().getByRole('button', { name: 'Review…' }).click();
  const consent = page.getByRole('dialog', { name: 'Send texts to GPU box?' });
  await consent.getByText('300 requests waiting for it.').waitFor();
  await consent.getByText('user: Hook number 1').waitFor();
  await consent.getByRole('button', { name: 'Approve and send' }).click();

  await openSection('Batches');
  const row = batches().getByRole('listitem', { name: 'hooks', exact: true });
  await row.getByText('299 of 300').waitFor({ timeout: 30_000 });
  await row.getByText('1 failed').waitFor();
});

test('its rows can be read, and the answers taken along', async () => {
  await batches().getByRole('link', { name: 'hooks' }).click();
  const wrong = page.getByRole('list', { name: 'Errors' });
  await wrong.getByText('Not <i>this</i> one.').waitFor();
  const requests = page.getByRole('list', { name: 'Requests' });
  await requests.getByRole('button', { name: /row-0/ }).click();
  await requests.getByText('Model: tiny. 1 attempt.').waitFor();
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await requests.getByRole('button', { name: /row-3 Failed/ }).waitFor();
  expect(await requests.getByRole('listitem').count()).toBe(1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save results' }).click();
  const saved = await (await download).path();
  const lines = (await readFile(saved, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(300);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    custom_id: 'row-0',
    response: { status_code: 200, body: { model: 'tiny' } },
    error: null,
  });
});

test('what failed is asked again on demand', async () => {
  server.answer = wellBehaved;
  await page.getByRole('button', { name: 'Retry failed requests of hooks' }).click();
  await page.getByText('300 of 300').waitFor({ timeout: 30_000 });
});

test('a schedule is changed, refused when it cannot be read, and run by hand', async () => {
  await page.getByRole('link', { name: 'Back to the batches' }).click();
  await openSection('Schedules');
  const schedule = page.getByRole('listitem', { name: 'Check the team’s servers' });
  await schedule.getByRole('button', { name: /Run now/ }).click();
  await schedule.getByText('Done').waitFor();
  await schedule.getByRole('button', { name: /Change/ }).click();
  const cron = page.getByRole('textbox', { name: 'Minute, hour, day, month, weekday' });
  await cron.fill('99 * * * *');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Use five cron fields').waitFor();
  await cron.fill('*/20 * * * *');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.press('Escape');
  await schedule.getByText(/Every 20 minutes · next/).waitFor();
});

test('the library is shared with a database on this disk, and synced', async () => {
  await openSection('Sharing');
  const sharing = page.getByRole('region', { name: 'Shared memory' });
  await sharing.getByRole('button', { name: 'Connect…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share with a team' });
  await dialog
    .getByRole('textbox', { name: /Address/ })
    .or(dialog.getByLabel(/Address/))
    .fill('postgres://host.example/db');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('button', { name: 'On this disk' }).click();
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await sharing.getByText('A database on this disk').waitFor({ timeout: 60_000 });
  await sharing.getByRole('button', { name: 'Sync now' }).click();
  await sharing.getByText('0 sent, 0 received.').waitFor({ timeout: 60_000 });
});

test('a search says what only the team has', async () => {
  await page.goto(`${workspace.host.origin}/search?q=money`);
  const team = page.getByRole('region', { name: 'Only with the team' });
  await team.getByText('Nothing that is not already in this library.').waitFor({ timeout: 30_000 });
});

test('through all of it the page never complained', () => {
  expect(workspace.complaints).toEqual([]);
});
