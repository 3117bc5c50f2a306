import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../src/contract/index.ts';
import { type FakeServer, startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const requests = 120;
let workspace: Workspace;
let page: Page;
let old: FakeServer;
let next: FakeServer;
/** While set, the new server does not answer the request of this number. */
let held: number | undefined;

beforeAll(async () => {
  [old, next] = [await startFakeServer(), await startFakeServer()];
  old.answer = (asked, response) => answer(asked, response, 'small-model', 'Stop buying lunch');
  next.answer = (asked, response) => answer(asked, response, 'large-model', 'Stop buying coffee');
  workspace = await openWorkspace();
  for (const [name, server] of [
    ['GPU box', old],
    ['New box', next],
  ] as const) {
    const fields = { name, role: 'chat', url: server.url };
    const { id } = await post<Endpoint>('/endpoints', fields);
    await post(`/endpoints/${id}/approve`, { approved: true });
  }
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/team`);
});
afterAll(async () => {
  await workspace.close();
  await old.close();
  await next.close();
});

function answer(
  ...[{ path, body }, , model, words]: [
    ...Parameters<FakeServer['answer']>,
    model: string,
    words: string,
  ]
): unknown {
  if (path === '/v1/models') return { data: [{ id: model }] };
  if (path === '/version') return { version: '0.32.0' };
  const asked = JSON.stringify(body);
  const number = Number(/Hook (\d+)/.exec(asked)?.[1] ?? -1);
  if (model === 'large-model' && held !== undefined && number >= held) return undefined;
  const content = number % 3 === 0 ? 'The same words' : `${words} ${number}`;
  const message = { content: asked.includes('json_schema') ? '{"ok":true}' : content };
  const usage = { prompt_tokens: 9, completion_tokens: 4 };
  return { model, choices: [{ message, text: content, logprobs: { content: [{}] } }], usage };
}

async function post<Body>(path: string, body: object): Promise<Body> {
  const { origin, token } = workspace.host;
  const response = await fetch(`${origin}/api${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Body;
}

async function openDialog() {
  const row = page.getByRole('listitem', { name: 'New box', exact: true });
  await row.getByRole('button', { name: 'More actions for New box' }).click();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  return page.getByRole('dialog', { name: 'Compare two servers' });
}

test('a file of real requests, shown before it is sent to both servers', async () => {
  const file = join(workspace.folder, 'hooks.jsonl');
  const lines = Array.from({ length: requests }, (_, index) => {
    const body = { messages: [{ role: 'user', content: `Hook ${index}` }] };
    return JSON.stringify({ custom_id: `row-${index}`, url: '/v1/chat/completions', body });
  });
  await writeFile(file, lines.join('\n'));
  held = 30;
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'File', exact: true }).click();
  await dialog.getByLabel('Requests file').setInputFiles(file);
  await dialog.getByText('user: Hook 0').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  old.asked.length = 0;
  await dialog.getByRole('button', { name: 'Send and compare' }).click();
  await page.getByText('Running', { exact: true }).waitFor();
  await page.getByText('30 of 120 requests from hooks').waitFor({ timeout: 30_000 });
});

test('it can be cancelled, and keeps what was answered', async () => {
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  await page.getByRole('list', { name: 'Requests' }).getByText('row-0').waitFor();
  expect(old.asked.length).toBeLessThan(requests);
});

test('both answers stand side by side, and the words that differ are marked', async () => {
  held = undefined;
  await page.getByRole('link', { name: 'Back to the servers' }).click();
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Send and compare' }).click();
  await page.getByText('Done', { exact: true }).waitFor({ timeout: 60_000 });
  const summary = page.getByRole('table', { name: 'Results of both servers' });
  expect(await summary.getByRole('row').nth(1).textContent()).toContain('small-model120 of 120');
  expect(await summary.getByRole('row').nth(2).textContent()).toContain('large-model120 of 120');
  const list = page.getByRole('list', { name: 'Requests' });
  // Only what is in sight is on the page.
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await list.getByRole('button', { name: /row-1 / }).click();
  const marks = await list.locator('mark').allTextContents();
  expect(marks.map((text) => text.trim())).toEqual(['lunch', 'coffee']);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Different', exact: true }).click();
  await page.getByText('80 requests', { exact: true }).waitFor();
});

test('the switch is made, shown in the history, and rolled back', async () => {
  const firstChoice = async (): Promise<string | null> =>
    page.getByRole('list', { name: 'Servers' }).getByRole('heading').first().textContent();
  await page.getByRole('button', { name: 'Switch to New box' }).click();
  await page.getByText('Switched to New box').waitFor();
  await page.getByRole('link', { name: 'Back to the servers' }).click();
  const swaps = page.getByRole('region', { name: 'Model swaps' });
  const switches = swaps.getByRole('list', { name: 'Swaps' });
  await switches.getByText(/GPU box \(small-model\) to New box \(large-model\)/).waitFor();
  await expect.poll(firstChoice).toBe('New box');
  expect(await accessibilityFaults(page)).toEqual([]);
  await switches.getByRole('button', { name: /Roll back/ }).click();
  await switches.getByText(/rolled back/).waitFor();
  await expect.poll(firstChoice).toBe('GPU box');
});

test('a saved set is removed with what was compared by it, once that was seen', async () => {
  const sets = page.getByRole('region', { name: 'Saved sets' });
  await sets.getByText('Chat · 120 requests').waitFor();
  await sets.getByRole('button', { name: 'Remove hooks' }).click();
  const question = page.getByRole('dialog', { name: 'Remove hooks?' });
  await question.getByText('and 2 comparisons will be deleted').waitFor();
  await question.getByRole('button', { name: 'Keep' }).click();
  await sets.getByText('Chat · 120 requests').waitFor();
  await sets.getByRole('button', { name: 'Remove hooks' }).click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await sets.waitFor({ state: 'detached' });
  const swaps = page.getByRole('region', { name: 'Model swaps' });
  await swaps.getByRole('list', { name: 'Comparisons' }).waitFor({ state: 'detached' });
  await swaps
    .getByRole('list', { name: 'Swaps' })
    .getByText(/rolled back/)
    .waitFor();
  expect(workspace.complaints).toEqual([]);
});
