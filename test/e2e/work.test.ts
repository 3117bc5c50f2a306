import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContentHash } from '../../src/contract/index.ts';
import { silentLogger, systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { createSystemKeychain } from '../../src/core/host/index.ts';
import { insertVideo, replaceChunks } from '../../src/core/library/index.ts';
import { type FakeServer, startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { openDeviceWithWork } from '../../src/core/remote/work/testing/deviceWithWork.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const texts = 20;
let workspace: Workspace;
let page: Page;
let server: FakeServer;

beforeAll(async () => {
  server = await startFakeServer();
  workspace = await openWorkspace();
  await workspace.host.stop();
  await fill(workspace.library);
  server.asked.length = 0;
  await workspace.restart();
  page = await workspace.open();
});
afterAll(async () => {
  await workspace.close();
  await server.close();
});

/** Two videos with texts that have no vectors, and a server that the user has yet to agree to. */
async function fill(directory: string): Promise<void> {
  const library = openLibrary({ directory, clock: systemClock });
  for (const name of ['Lentils', 'Violins']) {
    const id = insertVideo(library, {
      contentHash: Buffer.from(name.padEnd(32, '.')).toString('hex') as ContentHash,
      ...{ title: name, originalName: `${name}.mp4`, originalPath: `/${name}.mp4` },
      ...{ storage: 'copy', sizeBytes: 1, durationMs: 60_000 },
    });
    const chunks = Array.from({ length: texts }, (_, at) => ({
      ...{ kind: 'speech' as const, startMs: at * 1_000, endMs: at * 1_000 + 900 },
      text: `${name} <b>are</b> number ${at}`,
    }));
    replaceChunks(library, id, chunks);
  }
  const device = openDeviceWithWork({
    library,
    keychain: createSystemKeychain(silentLogger, workspace.consents),
  });
  await device.addServer(server.url, { approved: false, inputPrice: 1_000 });
  await device.close();
  library.close();
}

const dialog = () => page.getByRole('dialog', { name: 'Run on the team’s servers' });

test('what a work would send is seen before it is, and starting it is the consent', async () => {
  await page
    .getByRole('link', { name: /Lentils/ })
    .first()
    .waitFor();
  await page.getByRole('checkbox', { name: /Lentils/ }).click();
  await page.getByRole('button', { name: 'Run on team servers…' }).click();
  await dialog().getByText('No suitable server for transcription').waitFor();
  expect(await dialog().getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
  await dialog().getByRole('button', { name: 'Embed', exact: true }).click();
  await dialog().getByText('20 texts of 1 video, in 1 request').waitFor();
  await dialog().getByText('Lentils <b>are</b> number 0').waitFor();
  await dialog()
    .getByText(/about \d\.\d{4}/)
    .waitFor();
  expect(server.asked).toEqual([]);
  expect(await accessibilityFaults(page, 'work')).toEqual([]);
  await dialog().getByRole('button', { name: 'Approve and start' }).click();
  await page.getByRole('heading', { name: 'Embed 20 texts with tiny' }).waitFor();
  await page.getByText('1 of 1').waitFor({ timeout: 30_000 });
  await page.getByText('Stored 20 vectors.').waitFor();
  const input = server.asked.flatMap(({ body }) => body.input);
  expect(input).toHaveLength(texts);
});

test('asked for again nothing is missing; the video names the work that changed it', async () => {
  await page.goto(`${workspace.host.origin}/library`);
  await page.getByRole('checkbox', { name: /Lentils/ }).click();
  await page.getByRole('button', { name: 'Run on team servers…' }).click();
  await dialog().getByRole('button', { name: 'Embed', exact: true }).click();
  await dialog().getByText('Nothing to do: everything is up to date.').waitFor();
  await dialog().getByRole('button', { name: 'Not now' }).click();
  await page
    .getByRole('link', { name: /Lentils/ })
    .first()
    .click();
  const tab = page.getByRole('tab', { name: 'Details' });
  await page.getByRole('heading', { name: 'Lentils' }).first().waitFor();
  if ((await tab.count()) > 0) await tab.click();
  await page.getByRole('link', { name: 'Embeddings by tiny' }).click();
  await page.getByRole('heading', { name: 'Embed 20 texts with tiny' }).waitFor();
});

test('many drafts are asked for where the other works are, and beside the brief', async () => {
  const topic = () => dialog().getByRole('textbox', { name: 'Topic' });
  await page.goto(`${workspace.host.origin}/library`);
  await page.getByRole('checkbox', { name: /Lentils/ }).click();
  await page.getByRole('button', { name: 'Run on team servers…' }).click();
  await dialog().getByRole('button', { name: 'Draft hooks', exact: true }).click();
  await topic().fill('Lentils');
  await dialog().getByText('No suitable server for chat').waitFor();
  expect(await dialog().getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);

  const { origin, token } = workspace.host;
  const added = await fetch(`${origin}/api/endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Writer', role: 'chat', url: server.url }),
  });
  expect(added.ok).toBe(true);
  server.asked.length = 0;
  await page.goto(`${origin}/drafts`);
  await page
    .getByRole('form', { name: 'Brief' })
    .getByRole('textbox', { name: 'Topic' })
    .fill('Lentils');
  await page.getByRole('button', { name: 'Draft many on team servers…' }).click();
  expect(await topic().inputValue()).toBe('Lentils');
  const wanted = dialog().getByRole('textbox', { name: 'Number of drafts' });
  await wanted.fill('2000');
  await dialog().getByText('Enter a whole number from 1 to 1,000.').waitFor();
  await wanted.fill('3');
  await dialog().getByText('3 drafts, in 3 requests').waitFor({ timeout: 60_000 });
  await dialog().getByText('You have not approved sending data to Writer yet.').waitFor();
  expect(await accessibilityFaults(page, 'work-drafts')).toEqual([]);
  expect(server.asked).toEqual([]);
  await dialog().getByRole('button', { name: 'Approve and start' }).click();
  await page.getByRole('heading', { name: '3 drafts on Lentils', level: 1 }).waitFor();
  const sent = () => JSON.stringify(server.asked.map(({ body }) => body));
  await expect.poll(sent, { timeout: 30_000 }).toContain('Lentils ‹b›are‹/b› number');
  expect(workspace.complaints).toEqual([]);
});
