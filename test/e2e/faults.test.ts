import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplesFolder } from '../support/samples.ts';
import { anotherClip, dropFiles } from './support/clips.ts';
import { doneJobs } from './support/jobs.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace({ allowedFolders: [samplesFolder] });
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/queue`);
});
afterAll(() => workspace.close());

test('a broken file: the queue says what it is and what to do; the page goes on', async () => {
  await dropFiles(page, [
    { name: 'not a video.mp4', bytes: Buffer.from('just words\n'.repeat(50)) },
  ]);
  await page.getByRole('heading', { name: 'Failed 1' }).waitFor({ timeout: 60_000 });
  await page.getByText('No readable video or audio in the file.').waitFor();
  await page.getByText(/^not a video.mp4 cannot be read/).waitFor();
  await page.getByRole('button', { name: 'Retry not a video.mp4' }).waitFor();
});

test('hostile names, titles and captions are shown as text', async () => {
  const attack = '<img src=x onerror=alert(1)>';
  const clip = join(workspace.folder, 'attack.mp4');
  await anotherClip('grocery-envelope.mp4', clip);
  const captions = `1\n00:00:00,500 --> 00:00:03,000\n<script>alert(2)</script>${attack} \u202Edna\n\n`;
  await dropFiles(page, [
    { name: `${attack}.mp4`, bytes: await readFile(clip) },
    { name: `${attack}.srt`, bytes: Buffer.from(captions) },
  ]);
  await expect
    .poll(() => doneJobs(workspace), { timeout: 120_000 })
    .toContainEqual(expect.stringMatching(/onerror/));
  await page.getByRole('link', { name: 'Library' }).click();
  await page
    .getByRole('link', { name: /onerror/ })
    .first()
    .click();
  await page.getByRole('list', { name: 'Transcript' }).waitFor();
  expect(await page.locator('h1').textContent()).toContain('<img src=x onerror=alert(1)>');
  expect(await page.locator('#screen img[src="x"], #screen script').count()).toBe(0);
  expect(workspace.complaints).toEqual([]);
}, 180_000);

test('a helper killed at work: the stage fails with its reason, is tried again, and ends', async () => {
  await page.goto(`${workspace.host.origin}/queue`);
  const clip = join(workspace.folder, 'killed.mp4');
  await anotherClip('lunch-money-friday.mp4', clip);
  await dropFiles(page, [{ name: 'killed.mp4', bytes: await readFile(clip) }]);
  await expect.poll(() => killWorker('whisper'), { timeout: 60_000, interval: 50 }).toBe(true);
  await page.getByText(/whisper process exited/i).waitFor({ timeout: 30_000 });
  await page.getByText('Add a video, attempt 2').waitFor({ timeout: 60_000 });
  await expect.poll(() => doneJobs(workspace), { timeout: 120_000 }).toContain('killed.mp4');
  await page.getByRole('heading', { name: /^Done \d+$/ }).waitFor();
}, 240_000);

/** Ends the helper of our own host by hand, when it runs; it is a child of the host's core. */
function killWorker(name: string): boolean {
  const processes = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return args === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
    });
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === workspace.host.pid || isOurs(parents.get(pid)));
  const worker = processes.find(({ pid, args }) => args.includes(`/${name}.js`) && isOurs(pid));
  if (worker !== undefined) process.kill(worker.pid, 'SIGKILL');
  return worker !== undefined;
}

test('two tabs see the same queue', async () => {
  const other = await workspace.open();
  await other.goto(`${workspace.host.origin}/queue`);
  await other.getByRole('heading', { name: 'Failed 1' }).waitFor();
  await page.getByRole('button', { name: 'Retry not a video.mp4' }).click();
  await other.getByText('Add a video, attempt 2').waitFor({ timeout: 30_000 });
  await other.context().close();
});

test('a link into the own network is refused in words, and a dead one too', async () => {
  const server = await deadServer();
  const { port } = server.address() as AddressInfo;
  await page.keyboard.press('a');
  await page.getByRole('textbox', { name: 'Link or path' }).fill(`http://127.0.0.1:${port}/video`);
  await page.keyboard.press('Enter');
  await page
    .getByText(/private network|Install yt-dlp/)
    .first()
    .waitFor({ timeout: 60_000 });
  server.close();
});

async function deadServer(): Promise<Server> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

test('a path that leads nowhere is told, with what to do', async () => {
  await page.goto(`${workspace.host.origin}/queue`);
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
  await page.keyboard.press('a');
  await page
    .getByRole('textbox', { name: 'Link or path' })
    .fill(join(samplesFolder, 'nothing-here'));
  await page.keyboard.press('Enter');
  await page
    .getByText(/Check the path\. If the file was moved/)
    .first()
    .waitFor({ timeout: 30_000 });
});
