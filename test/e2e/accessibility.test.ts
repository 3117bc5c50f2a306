import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminalCommand } from '../../scripts/programs.mjs';
import { screens } from '../../src/renderer/app/screens.ts';
import { teamPath, teamSections } from '../../src/renderer/features/team/sections.ts';
import { samplesFolder } from '../support/samples.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The Team screen is as many as it has sections. */
const empty = screens.flatMap(({ path }) =>
  path === '/team' ? teamSections.map(({ id }) => teamPath(id)) : path,
);

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  page = await workspace.open();
});
afterAll(() => workspace.close());

/** Two pages at a time: what axe does in a page keeps one processor busy. */
async function faultsOf(paths: readonly string[]): Promise<string[]> {
  const waiting = [...paths];
  const found: string[] = [];
  const visit = async (visitor: Page): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await visitor.emulateMedia({ colorScheme: 'light' });
      await visitor.goto(workspace.host.origin + path);
      await visitor.getByRole('navigation', { name: 'Screens' }).waitFor();
      await visitor.waitForLoadState('networkidle');
      found.push(...(await accessibilityFaults(visitor, path)));
    }
  };
  const second = await workspace.open();
  await Promise.all([visit(page), visit(second)]);
  await second.context().close();
  return found;
}

test('axe finds nothing on the screens of an empty library, in either theme', async () => {
  expect(await faultsOf(empty)).toEqual([]);
}, 120_000);

test('axe finds nothing on screens with content', async () => {
  const args = [...terminalCommand, '--library', workspace.library, '--json'];
  await workspace.host.stop();
  const clip = join(samplesFolder, 'lunch-money-friday.mp4');
  const line = execFileSync(process.execPath, [...args, 'ingest', clip], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { videoId } = JSON.parse(line) as { videoId: string };
  await workspace.restart();
  page = await workspace.open();
  const paths = [
    '/library',
    '/library?view=table',
    `/video/${videoId}`,
    '/search?q=money',
    '/queue',
    '/engine',
  ];
  expect(await faultsOf(paths)).toEqual([]);
}, 300_000);

test('by keyboard alone: from screen to screen, to a video, to a word, and back', async () => {
  await page.goto(`${workspace.host.origin}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const cell = page.getByRole('gridcell').first();
  await cell.waitFor();
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Transcript' }).waitFor();
  await page
    .getByRole('button', { name: /^Go to 0:0/ })
    .nth(1)
    .focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0))
    .toBeGreaterThan(1);
  await page.keyboard.press('/');
  await page.keyboard.type('lunch');
  await page.keyboard.press('Enter');
  const moment = page.getByRole('list', { name: 'Moments' }).getByRole('button').first();
  await moment.waitFor({ timeout: 30_000 });
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(() => moment.evaluate((button) => button === document.activeElement))
    .toBe(true);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/Type a command/).waitFor();
  await page.keyboard.type('queue');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Queue' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
}, 120_000);

test('focus can always be seen', async () => {
  await page.goto(`${workspace.host.origin}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === null ? '' : getComputedStyle(activeElement).outlineStyle;
    });
    expect(outline).toBe('solid');
  }
});
