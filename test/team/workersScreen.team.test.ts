import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../../src/core/remote/testing/fakeServer.ts';
import { accessibilityFaults } from '../e2e/support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from '../e2e/support/workspace.ts';
import { type Device, openDevice } from './support/device.ts';
import { makeDatabase, type TestDatabase } from './support/teamDatabase.ts';
import { startWorker, type WorkerProcess } from './support/workers.ts';

let database: TestDatabase;
let server: FakeServer;
let machine: Device;
let worker: WorkerProcess | undefined;
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  database = await makeDatabase();
  server = await startFakeServer();
  machine = await openDevice();
  await machine.addServer(server.url);
  workspace = await openWorkspace();
  page = await workspace.open();
});
afterAll(async () => {
  await worker?.kill();
  await workspace.close();
  await machine.close();
  await server.close();
  await database.remove();
});

const workers = () => page.getByRole('region', { name: 'Workers' });
const machines = () => workers().getByRole('list', { name: 'Workers' });
const row = () => machines().getByRole('listitem', { name: 'GPU box', exact: true });
const tab = (name: string | RegExp) => page.getByRole('tab', { name });

/** Five rows for the team's machines, as any client of the contract queues them. */
async function queueRows(): Promise<void> {
  const { origin, token } = workspace.host;
  const requests = [0, 1, 2, 3, 4].map((number) => ({
    customId: `row-${number}`,
    body: { messages: [{ role: 'user', content: `Number ${number}` }] },
  }));
  const answer = await fetch(`${origin}/api/batches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Hooks', kind: 'chat', place: 'workers', requests }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

test('the way to workers: connect, see what would be queued, agree, and run one command', async () => {
  await page.goto(`${workspace.host.origin}/team/workers`);
  await workers().getByText('Workers need a shared Postgres').waitFor();
  await workers().getByRole('link', { name: 'Sharing' }).click();
  const sharing = page.getByRole('region', { name: 'Shared memory' });
  await sharing.getByRole('button', { name: 'Connect…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share with a team' });
  await dialog.getByLabel(/Address/).fill(database.address());
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await sharing.getByText(database.name).waitFor({ timeout: 60_000 });
  await tab('Workers').click();
  await workers().getByText('No workers online for').waitFor();
  await workers().getByText(`/${database.name} --workspace`).waitFor();
  await queueRows();
  await tab(/^Batches 1 unfinished\. Hooks is waiting/).waitFor();
  await workers().getByRole('button', { name: 'Review…' }).click();
  const consent = page.getByRole('dialog', { name: /Send text to the queue/ });
  await consent.getByText('user: Number 0').waitFor();
  expect(await accessibilityFaults(page, 'queue-consent')).toEqual([]);
  await consent.getByRole('button', { name: 'Approve and queue' }).click();
  await workers().getByText('Chat: 5 waiting').waitFor({ timeout: 30_000 });
}, 120_000);

test('a machine is seen at work, and what it could not answer is tried again', async () => {
  server.answer = (asked, response) => {
    if (!/Number [13]\D/.test(JSON.stringify(asked.body))) return wellBehaved(asked, response);
    response.writeHead(400).end('{"error":{"message":"Too <b>odd</b>."}}');
    return undefined;
  };
  worker = startWorker(machine, database.address(), '--place', 'remote', '--name', 'GPU box');
  await row()
    .getByText(/^3 done · \d+ attempts failed/)
    .waitFor({ timeout: 60_000 });
  await tab('Workers 1 worker. 2 requests failed on every worker').waitFor();
  const dead = page.getByRole('region', { name: '2 requests failed on every worker' });
  await dead.getByText('Too <b>odd</b>.').first().waitFor();
  expect(await accessibilityFaults(page, 'workers')).toEqual([]);
  server.answer = wellBehaved;
  await dead.getByRole('button', { name: 'Retry: row-1' }).click();
  await page.getByText('1 request queued again.').waitFor();
  const left = page.getByRole('region', { name: '1 request failed on every worker' });
  await left.getByRole('button', { name: 'Remove all…' }).click();
  await page
    .getByRole('dialog', { name: 'Remove this request?' })
    .getByText('Remove', { exact: true })
    .click();
  await left.waitFor({ state: 'detached' });
  await row().getByText('4 done').waitFor({ timeout: 30_000 });
}, 120_000);

test('of a long list of workers what is in sight is drawn, and a machine that ends is gone from it', async () => {
  await database.query(
    `INSERT INTO trendroom_workers.workers (workspace_id, id, name, version, kinds, answers_with,
       under_way, done, failed, rows_per_second, seen_at)
     SELECT workspace_id, 'm' || n, 'Old box ' || n, version, kinds, answers_with, 0, 0, 0, 0,
       now() - interval '2 minutes'
     FROM trendroom_workers.workers, generate_series(100, 399) AS n`,
  );
  const items = machines().getByRole('listitem');
  // The list is read every few seconds.
  await expect
    .poll(() => items.first().getAttribute('aria-setsize'), { timeout: 15_000 })
    .toBe('301');
  expect(await items.count()).toBeLessThan(60);
  await tab(/^Workers 1 worker\. Old box 100 is lost, and 299 more/).waitFor();
  const last = machines().getByRole('listitem', { name: 'Old box 399' });
  expect(await last.count()).toBe(0);
  // The list has no buttons, so the keyboard reaches it to scroll it.
  await machines().locator('..').focus();
  const toTheEnd = async (): Promise<number> => {
    await page.keyboard.press('End');
    return last.getByText('Lost').count();
  };
  await expect.poll(toTheEnd, { timeout: 15_000, interval: 500 }).toBe(1);
  await page.keyboard.press('Home');
  expect(await worker?.interrupt()).toBe(0);
  await row().waitFor({ state: 'detached' });
  expect(workspace.complaints).toEqual([]);
}, 60_000);
