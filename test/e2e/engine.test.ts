import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminalCommand } from '../../scripts/programs.mjs';
import { samplesFolder } from '../support/samples.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  const clip = join(samplesFolder, 'lunch-money-friday.mp4');
  await workspace.host.stop();
  execFileSync(
    process.execPath,
    [...terminalCommand, '--library', workspace.library, '--json', 'ingest', clip],
    { cwd: root, stdio: 'ignore' },
  );
  await workspace.restart();
  page = await workspace.open();
}, 240_000);
afterAll(() => workspace.close());

/** What a tile of the Activity panel says. */
const tile = (name: string) =>
  page
    .getByRole('region', { name: 'Activity' })
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) });

test('at rest the screen says what starts the engine, and what it would take', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'Engine', exact: true }).waitFor();
  await page.getByText('Idle. The language model is not loaded.').waitFor();
  await page.getByText(/until the next draft loads it/).waitFor();
  const plan = page.getByRole('region', { name: 'Memory needed when loaded' });
  await expect.poll(() => plan.textContent()).toMatch(/Model\d+ MB/);
  expect(await plan.textContent()).toMatch(/Capacity[\d,]+ tokens/);
  expect(await tile('Finished').textContent()).toMatch(/Finished0/);
});

test('after drafts were written it shows what was done, and the memory that stays cached', async () => {
  await page.getByRole('link', { name: 'Drafts' }).click();
  await page.getByRole('textbox', { name: 'Topic' }).fill('saving money on food');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: 'Engine' }).click();
  await page.getByText(/^Running \d+ requests?/).waitFor({ timeout: 60_000 });
  await page.getByText('Idle. The model is loaded.').waitFor({ timeout: 150_000 });
  expect(await tile('Finished').textContent()).toMatch(/Finished[1-9]/);
  expect(await tile('Generation').textContent()).toMatch(/[1-9][\d,]* tokens written in total/);
  expect(await tile('Time to first token').textContent()).toMatch(/\d m?smedian/);
  const blocks = page.getByRole('region', { name: 'KV cache' });
  const numbers = await blocks
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => Number(row.children[2]?.textContent?.replaceAll(',', ''))),
    );
  const [alone, shared, warm, free] = numbers;
  expect({ alone, shared }).toEqual({ alone: 0, shared: 0 });
  expect(warm).toBeGreaterThan(0);
  expect(await blocks.textContent()).toContain(
    `${((warm ?? 0) + (free ?? 0)).toLocaleString('en')} blocks of 16 tokens`,
  );
  await page.getByRole('region', { name: 'Memory needed' }).waitFor();
}, 240_000);

test('the pool is set with its effect in sight, and kept', async () => {
  await page.getByRole('link', { name: 'set it yourself' }).click();
  const section = page.getByRole('region', { name: 'Engine' });
  const field = section.getByRole('textbox', { name: 'KV cache size (tokens)' });
  await field.fill('4096');
  await section.getByText('for 4,096 tokens').waitFor();
  const before = await section.getByText('for 4,096 tokens').textContent();
  await section.getByRole('combobox', { name: 'KV cache precision' }).click();
  await page.getByRole('option', { name: /q8_0/ }).click();
  await expect.poll(() => section.getByText('for 4,096 tokens').textContent()).not.toBe(before);
  await field.fill('a lot');
  await section.getByText('Enter a whole number from 0 to').waitFor();
  expect(await section.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await field.fill('4096');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => section.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.reload();
  await expect.poll(() => field.inputValue()).toBe('4096');
});

test('without a language model the screen leads to the models', async () => {
  await page.context().close();
  await workspace.restart({ env: { TRENDROOM_MODELS: join(workspace.folder, 'no models') } });
  page = await workspace.open();
  await page.getByRole('link', { name: 'Engine' }).click();
  await page.getByText('No language model installed').waitFor();
  await page.getByRole('button', { name: 'Go to Models' }).click();
  await page.getByRole('heading', { name: 'Models' }).waitFor();
});

test('through all of it the page never complained', () => {
  expect(workspace.complaints).toEqual([]);
});
