import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SegmentDto, VideoId } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import {
  addFile,
  attachMedia,
  hashFile,
  insertVideo,
  replaceTranscript,
} from '../../src/core/library/index.ts';
import { blue, makeClip } from '../support/makeClip.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { playerTimeMs } from './support/playerTimeMs.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;
let lines: Locator;

beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  await fill(workspace);
  await workspace.restart();
  page = await workspace.open();
  lines = page.getByRole('list', { name: 'Transcript' });
});
afterAll(() => workspace.close());

/** Lines of words that follow each other, one every 400 ms. */
function heard(...texts: string[]): SegmentDto[] {
  let atMs = 0;
  return texts.map((text) => {
    const startMs = atMs;
    const words = text.split(' ').map((word) => {
      atMs += 400;
      return { text: word, startMs: atMs - 400, endMs: atMs };
    });
    return { startMs, endMs: atMs, text, words };
  });
}

const ids = new Map<string, VideoId>();

async function fill({ library: directory, folder }: Workspace): Promise<void> {
  const library = openLibrary({ directory, clock: systemClock });
  for (const [title, ...texts] of [
    ['Coffee', 'Stop buying cold blue.', 'Cold blue costs four dollars.'],
    ['Paint', 'This blue is .* not (that) blue.'],
  ] as const) {
    const path = join(folder, `${title}.mp4`);
    await makeClip({
      ...{ path, width: 160, height: 120, frameRate: 10 },
      scenes: [{ yuv: blue, frames: title.length * 8 }],
      sound: { toneMs: [[0, 900]], durationMs: title.length * 800 },
    });
    const expected = await hashFile(path);
    await addFile(library, path, { storage: 'copy', expected });
    const id = insertVideo(library, {
      ...{ ...expected, title, originalName: `${title}.mp4`, originalPath: path },
      ...{ storage: 'copy', durationMs: title.length * 800, width: 160, height: 120 },
    });
    attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
    replaceTranscript(library, id, { segments: heard(...texts), source: 'whisper', model: 'base' });
    ids.set(title, id);
  }
  library.close();
}

/** What another model hears in Coffee, while no host has the library open. */
async function hearAgain(...texts: string[]): Promise<void> {
  await workspace.host.stop();
  const library = openLibrary({ directory: workspace.library, clock: systemClock });
  const id = ids.get('Coffee');
  if (id === undefined) throw new Error('The video is missing.');
  replaceTranscript(library, id, { segments: heard(...texts), source: 'whisper', model: 'large' });
  library.close();
  await workspace.restart();
  page = await workspace.open();
  lines = page.getByRole('list', { name: 'Transcript' });
  await page
    .getByRole('link', { name: /Coffee/ })
    .first()
    .click();
}

const texts = async (): Promise<string[]> => {
  const rows = lines.getByRole('listitem').locator('p');
  return (await rows.allTextContents()).map((text) => text.trim());
};
/** By the toast that says what was done. */
const undo = (done: string) =>
  page
    .getByText(done)
    .first()
    .locator('xpath=ancestor::*[.//button[.="Undo"]][1]')
    .getByRole('button', { name: 'Undo' })
    .click();

test('a word is corrected by keys alone: its time stays, and search finds it', async () => {
  await page
    .getByRole('link', { name: /Coffee/ })
    .first()
    .click();
  await lines.getByRole('button', { name: 'Go to 0:00.0' }).focus();
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'Line at 0:00.0' });
  expect(await field.inputValue()).toBe('Stop buying cold blue.');
  expect(await accessibilityFaults(page, 'line-editor')).toEqual([]);
  await field.fill('Stop buying cold brew.');
  await page.keyboard.press('Enter');
  await expect.poll(texts).toEqual(['Stop buying cold brew.', 'Cold blue costs four dollars.']);
  await page.getByText('Line edited').waitFor();
  // The keyboard is at the line again.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Go to 0:00.0',
  );
  await lines.getByRole('button', { name: 'brew.', exact: true }).click();
  await expect.poll(() => playerTimeMs(page)).toBe(1_200);
  await page.goto(page.url().replace(/\/video\/.*/, '/search?q=brew'));
  await page.locator('mark', { hasText: 'brew' }).first().waitFor();
  await page.goBack();
  await lines.getByText('brew.').waitFor();
});

test('Escape keeps the line as it is; Shift Enter divides it, Backspace joins it, Undo takes it back', async () => {
  const edit = async (row: number): Promise<Locator> => {
    await lines.getByRole('listitem').nth(row).hover();
    const name = { name: 'Edit this line (F2)' };
    await lines.getByRole('listitem').nth(row).getByRole('button', name).click();
    return page.getByRole('textbox', { name: /^Line at/ });
  };
  const before = await texts();
  await (await edit(0)).fill('nonsense');
  await page.keyboard.press('Escape');
  expect(await texts()).toEqual(before);
  const field = await edit(0);
  await field.press('Home');
  for (let step = 'Stop buying'.length; step > 0; step--) await field.press('ArrowRight');
  await field.press('Shift+Enter');
  await field.press('Enter');
  await expect.poll(texts).toEqual(['Stop buying', 'cold brew.', before[1]]);
  const second = await edit(1);
  await second.press('Home');
  await second.press('Backspace');
  await expect.poll(texts).toEqual(before);
  await edit(0);
  await page.getByRole('button', { name: 'Move the last word to the next line' }).click();
  await expect.poll(texts).toEqual(['Stop buying cold', 'brew. Cold blue costs four dollars.']);
  // The key that undoes reviews undoes this, one by one.
  await page.keyboard.press('z');
  await expect.poll(texts).toEqual(before);
  await page.keyboard.press('z');
  await expect.poll(texts).toEqual(['Stop buying', 'cold brew.', before[1]]);
  await page.keyboard.press('z');
  await expect.poll(texts).toEqual(before);
  // Nor does a message offer to undo what is undone.
  await expect.poll(() => page.getByRole('button', { name: 'Undo', exact: true }).count()).toBe(0);
});

test('all edits are taken back, after a look at what was heard', async () => {
  const edited = await texts();
  await page.getByRole('button', { name: 'Earlier transcripts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Earlier transcripts' });
  await dialog.getByRole('button', { name: 'Read' }).click();
  await dialog.getByText('Stop buying cold blue.').waitFor();
  await dialog.getByRole('button', { name: 'Take all edits back' }).click();
  await expect.poll(texts).toEqual(['Stop buying cold blue.', 'Cold blue costs four dollars.']);
  await undo('All edits taken back');
  await expect.poll(texts).toEqual(edited);
});

test('a newer transcription that contradicts an edit is shown, and either side is taken', async () => {
  await hearAgain('Stop buying cold bloom.', 'Cold blue costs 4 dollars.');
  const conflicts = page.getByRole('list', { name: 'Conflicts' });
  await conflicts.waitFor();
  expect(await texts()).toEqual(['Stop buying cold brew.', 'Cold blue costs 4 dollars.']);
  expect(await accessibilityFaults(page, 'transcript-conflicts')).toEqual([]);
  await conflicts.getByRole('button', { name: 'Take “bloom.” at 0:01.2' }).click();
  await expect.poll(texts).toEqual(['Stop buying cold bloom.', 'Cold blue costs 4 dollars.']);
  await conflicts.waitFor({ state: 'hidden' });
  await undo('Took what was heard');
  await expect.poll(texts).toEqual(['Stop buying cold brew.', 'Cold blue costs 4 dollars.']);
  expect(workspace.complaints).toEqual([]);
});

test('a text is replaced in all transcripts but where it is unticked; one Undo takes all back', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Replace in all transcripts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace in all transcripts' });
  await dialog.getByRole('textbox', { name: 'Find' }).fill('blue');
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('green');
  await dialog.getByText('3 places in 2 videos.').waitFor();
  const places = dialog.getByRole('list', { name: 'Places' });
  expect(await places.locator('ins').allTextContents()).toEqual(['green', 'green', 'green']);
  expect(await accessibilityFaults(page, 'replace-dialog')).toEqual([]);
  await places.getByRole('checkbox', { name: 'Replace in Paint at 0:00.0' }).first().uncheck();
  await dialog.getByRole('button', { name: 'Replace 2 places' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(texts).toEqual(['Stop buying cold brew.', 'Cold green costs 4 dollars.']);
  const paint = `/video/${ids.get('Paint')}`;
  await page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, paint);
  await expect.poll(texts).toEqual(['This blue is .* not (that) green.']);
  await undo('2 places replaced in 2 videos');
  await expect.poll(texts).toEqual(['This blue is .* not (that) blue.']);
  // Signs are signs: a pattern finds itself alone.
  await page.getByRole('button', { name: 'Replace in all transcripts' }).click();
  await dialog.getByRole('textbox', { name: 'Find' }).fill('.*');
  await dialog.getByText('1 place in 1 video.').waitFor();
  await page.keyboard.press('Escape');
  expect(workspace.complaints).toEqual([]);
});

test('captions are exported as edited, as long and as fast as one says', async () => {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Export as SRT' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export captions as SRT' });
  await dialog.getByRole('textbox', { name: 'Characters of a line' }).fill('5');
  await dialog.getByText('Enter a number from 10 to 100.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Export' }).isDisabled()).toBe(true);
  expect(await accessibilityFaults(page, 'caption-dialog')).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Characters of a line' }).fill('16');
  const download = page.waitForEvent('download');
  await dialog.getByRole('textbox', { name: 'Lines of a caption' }).press('Enter');
  const text = await readFile(await (await download).path(), 'utf8');
  const lines = text.split('\n').filter((line) => line.length > 16 && !line.includes('-->'));
  expect(lines).toEqual([]);
  expect(text.replaceAll('\n', ' ')).toContain('This blue is');
  await page.getByText(/captions? exported/).waitFor();
});
