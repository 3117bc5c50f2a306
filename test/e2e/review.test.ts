import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import {
  addFile,
  attachMedia,
  hashFile,
  insertVideo,
  replaceTranscript,
} from '../../src/core/library/index.ts';
import { replaceShots } from '../../src/core/library/videos/contentRepository.ts';
import { blue, green, makeClip, red } from '../support/makeClip.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { playerTimeMs } from './support/playerTimeMs.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const frameRate = 10;
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  await fill(workspace);
  await workspace.restart();
  page = await workspace.open();
  await page.getByRole('link', { name: /Mugs/ }).first().click();
  await page.locator('video').waitFor();
  // It plays before its details are there: the length of a frame, its shots.
  await page.getByRole('tab', { name: 'Notes' }).waitFor();
  await page.locator('[role="tabpanel"] [aria-busy]').first().waitFor({ state: 'detached' });
});
afterAll(() => workspace.close());

/** Six seconds in three shots of two, ten frames a second, with sound. */
async function fill({ library: directory, folder }: Workspace): Promise<void> {
  const library = openLibrary({ directory, clock: systemClock });
  const path = join(folder, 'Mugs.mp4');
  const [width, height] = [160, 120];
  await makeClip({
    ...{ path, width, height, frameRate },
    scenes: [red, green, blue].map((yuv) => ({ yuv, frames: 20 })),
    sound: { toneMs: [[0, 900]], durationMs: 6_000 },
  });
  const expected = await hashFile(path);
  await addFile(library, path, { storage: 'copy', expected });
  const id = insertVideo(library, {
    ...{ ...expected, title: 'Mugs', originalName: 'Mugs.mp4', originalPath: path },
    ...{ storage: 'copy', durationMs: 6_000, width, height, frameRate, audioCodec: 'aac' },
  });
  attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
  const shots = [0, 2_000, 4_000].map((startMs) => ({ startMs, endMs: startMs + 2_000 }));
  replaceShots(library, id, shots);
  const words = ['Why', 'is', 'tea', 'hot?'].map((text, index) => {
    return { text, startMs: index * 500, endMs: index * 500 + 400 };
  });
  const line = { startMs: 0, endMs: 1_900, text: 'Why is tea hot?', words };
  replaceTranscript(library, id, { source: 'whisper', segments: [line] });
  library.close();
}

const isFocused = (element: Element): boolean => element === document.activeElement;
const press = (key: string): Promise<void> => page.keyboard.press(key);
const clock = (): Promise<number> => playerTimeMs(page);
const media = (): Promise<{ paused: boolean; rate: number }> =>
  page.locator('video').evaluate((element: HTMLVideoElement) => {
    return { paused: element.paused, rate: element.playbackRate };
  });
const said = (): Promise<string | null> => page.getByTestId('announcement').textContent();

test('digits, arrows and Shift with arrows go to tenths, by frames and by seconds', async () => {
  const video = page.locator('video');
  await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.readyState)).toBe(4);
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await press('ArrowRight');
  await expect.poll(clock).toBeCloseTo(3_100, -1);
  await press('ArrowLeft');
  await press('ArrowLeft');
  await expect.poll(clock).toBeCloseTo(2_900, -1);
  await press('Shift+ArrowRight');
  await expect.poll(clock).toBeCloseTo(3_900, -1);
  await press('Shift+ArrowLeft');
  await expect.poll(clock).toBeCloseTo(2_900, -1);
});

test('down and up go from shot to shot', async () => {
  await press('ArrowUp');
  await expect.poll(clock).toBeCloseTo(2_000, -1);
  await press('ArrowDown');
  await expect.poll(clock).toBeCloseTo(4_000, -1);
});

test('L plays faster press by press, K stops, and the chosen speed is as it was', async () => {
  await press('1');
  await press('l');
  await expect.poll(media).toEqual({ paused: false, rate: 1 });
  await press('l');
  await press('l');
  await press('l');
  await expect.poll(media).toEqual({ paused: false, rate: 4 });
  await page.getByText('4×', { exact: true }).waitFor();
  expect(await said()).toBe('4 times');
  await press('k');
  await expect.poll(media).toEqual({ paused: true, rate: 1 });
  expect(await page.getByText('4×', { exact: true }).count()).toBe(0);
});

test('J goes backwards until K, or until the beginning', async () => {
  await press('9');
  await expect.poll(clock).toBeCloseTo(5_400, -1);
  await press('j');
  await expect.poll(clock).toBeLessThan(5_200);
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await press('k');
  const stoppedMs = await clock();
  expect(stoppedMs).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await press('j');
  await press('j');
  await press('j');
  await expect.poll(clock, { timeout: 10_000 }).toBe(0);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
});

test('K held makes J and L go by frames', async () => {
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await page.keyboard.down('k');
  await press('l');
  await press('l');
  await expect.poll(clock).toBeCloseTo(3_200, -1);
  await press('j');
  await expect.poll(clock).toBeCloseTo(3_100, -1);
  await page.keyboard.up('k');
  expect(await media()).toMatchObject({ paused: true });
});

test('I and O mark a span, which is said, shown, gone to, looped and cleared', async () => {
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await press('i');
  expect(await said()).toBe('In at 0:03.0');
  await press('Shift+ArrowRight');
  await expect.poll(clock).toBeCloseTo(4_000, -1);
  await press('o');
  expect(await said()).toBe('Out at 0:04.0, span of 1.0 s');
  await page.getByText('0:03.0 – 0:04.0 (1.0 s)').waitFor();
  const slider = page.getByRole('slider', { name: 'Time' });
  const [line, span] = await Promise.all(
    [slider, page.getByTestId('marked-span')].map((part) => part.boundingBox()),
  );
  expect((span?.width ?? 0) / (line?.width ?? 1)).toBeCloseTo(1 / 6, 1);
  await press('Shift+I');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await press('Shift+O');
  await expect.poll(clock).toBeCloseTo(4_000, -1);
  await press('Shift+I');
  await press('Shift+L');
  expect(await said()).toBe('Loop on');
  await press('Space');
  await expect.poll(clock).toBeGreaterThan(3_500);
  // It has turned: it plays, and is before where it was.
  await expect.poll(clock).toBeLessThan(3_500);
  expect(await media()).toMatchObject({ paused: false });
  expect(await accessibilityFaults(page, 'marked-span')).toEqual([]);
  await press('k');
  await press('Shift+L');
  await press('Shift+X');
  expect(await said()).toBe('Marks cleared');
  expect(await page.getByTestId('marked-span').count()).toBe(0);
});

test('keys are typed where a text is typed, and move where the focus is in a list', async () => {
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  const shot = page.getByRole('button', { name: 'Shot 1 at 0:00.0' });
  await shot.focus();
  await press('ArrowRight');
  expect(await page.getByRole('button', { name: /^Shot 2/ }).evaluate(isFocused)).toBe(true);
  expect(await clock()).toBeCloseTo(3_000, -1);
  await page.locator('#global-search').focus();
  await page.keyboard.type('jil5');
  expect(await page.locator('#global-search').inputValue()).toBe('jil5');
  expect(await clock()).toBeCloseTo(3_000, -1);
  expect(await page.getByTestId('marked-span').count()).toBe(0);
  await page.locator('#global-search').fill('');
  await page.locator('#global-search').blur();
});

test('N writes a note at the moment or over the span; it is gone to, edited, removed and back', async () => {
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await press('n');
  await page.getByRole('textbox', { name: 'Note at 0:03.0' }).waitFor();
  await page.keyboard.type('Red <b>mug</b>, jkl 5');
  await press('Enter');
  const notes = page.getByRole('list', { name: 'Notes' });
  await notes.getByText('Red <b>mug</b>, jkl 5').waitFor();
  // The keys are those of the video again.
  await press('i');
  await press('Shift+ArrowRight');
  await expect.poll(clock).toBeCloseTo(4_000, -1);
  await press('o');
  await press('n');
  await page.getByRole('textbox', { name: 'Note at 0:03.0 – 0:04.0' }).waitFor();
  await page.keyboard.type('Given up');
  await press('Escape');
  expect(await page.getByText('Given up').count()).toBe(0);
  await press('n');
  await page.keyboard.type('The turn');
  await press('Enter');
  await notes.getByText('The turn').waitFor();
  expect(await accessibilityFaults(page, 'notes')).toEqual([]);
  await press('Shift+X');
  await press('9');
  await notes.getByRole('button', { name: 'Go to 0:03.0 – 0:04.0' }).click();
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  await page.getByRole('button', { name: 'Edit the note at 0:03.0 – 0:04.0' }).click();
  await press('End');
  await page.keyboard.type(' of it');
  await press('Enter');
  await notes.getByText('The turn of it').waitFor();
  await page.getByRole('button', { name: 'Remove the note at 0:03.0 – 0:04.0' }).click();
  await notes.getByText('The turn of it').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await notes.getByText('The turn of it').waitFor();
  await page.reload();
  await page.getByRole('tab', { name: 'Notes' }).click();
  await expect.poll(() => notes.getByRole('listitem').count()).toBe(2);
});

test('C codes the span with a code that is new or known; it is striped, listed, gone to and taken off', async () => {
  await page.locator('video').waitFor();
  await page.getByRole('tab', { name: 'Codes' }).click();
  await page.getByText('Nothing coded yet').waitFor();
  await press('1');
  await expect.poll(clock).toBeCloseTo(600, -1);
  await press('i');
  await press('3');
  await expect.poll(clock).toBeCloseTo(1_800, -1);
  await press('o');
  await press('c');
  await page.getByRole('dialog', { name: 'Code 0:00.6 – 0:01.8' }).waitFor();
  await page.keyboard.type('Hook <i>');
  await press('Enter');
  const coded = page.getByRole('list', { name: 'Coded spans' });
  await coded.getByRole('button', { name: /^Hook <i> ?0:00.6 – 0:01.8/ }).waitFor();
  await press('Shift+X');
  await press('5');
  await expect.poll(clock).toBeCloseTo(3_000, -1);
  // Without marks it is the shot.
  await press('c');
  await page.keyboard.type('hook');
  await page.getByRole('option', { name: /Hook <i>/ }).waitFor();
  await press('Enter');
  await coded.getByRole('button', { name: /^Hook <i> ?0:02.0 – 0:04.0/ }).waitFor();
  await expect.poll(() => page.getByTestId('coding-stripes').locator('div').count()).toBe(2);
  expect(await accessibilityFaults(page, 'codes')).toEqual([]);
  await coded.getByRole('button', { name: /^Hook <i> ?0:00.6 – 0:01.8/ }).click();
  await expect.poll(clock).toBeCloseTo(600, -1);
  const first = { name: 'Take the code Hook <i> off 0:00.6 – 0:01.8' };
  await coded.getByRole('button', first).click();
  await expect.poll(() => coded.getByRole('listitem').count()).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => coded.getByRole('listitem').count()).toBe(2);
});

test('the codes of the library go to other programs and come from there; a file that is none is refused', async () => {
  await page.getByRole('button', { name: 'All codes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Codes of the library' });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export the project' }).click();
  const file = join(workspace.folder, 'codes.qdpx');
  await (await download).saveAs(file);
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await dialog.getByText('Codes: 0 added, 1 known').waitFor();
  await dialog.getByText('Coded spans: 0 added, 2 known').waitFor();
  await dialog.getByText('Notes: 0 added, 2 known').waitFor();
  await dialog.getByText('Only one person has coded.', { exact: false }).waitFor();
  await dialog.getByText('No coded video has an outlier score', { exact: false }).waitFor();
  const quotes = dialog.getByRole('list', { name: 'Quotes of a code' });
  await quotes.getByRole('button').first().focus();
  await press('ArrowDown');
  expect(await quotes.getByRole('button').last().evaluate(isFocused)).toBe(true);
  await press('Enter');
  // The second quote is from 2 s on.
  const player = dialog.locator('video');
  await expect
    .poll(() => player.evaluate((it: HTMLVideoElement) => it.currentTime))
    .toBeGreaterThan(2);
  expect(await accessibilityFaults(page, 'library-codes')).toEqual([]);
  const wrong = { name: 'a.qdpx', mimeType: 'application/zip', buffer: Buffer.from('none') };
  await dialog.locator('input[type="file"]').setInputFiles(wrong);
  await page.getByRole('alert').getByText('The project was not imported').waitFor();
  await press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // Without the notification, which stays.
  await page.reload();
  await page.locator('video').waitFor();
});

test('words that are selected in the transcript are coded by C; a stripe is beside their line', async () => {
  await page.getByRole('tab', { name: 'Transcript' }).click();
  const word = (text: string) => page.locator('[data-word]').filter({ hasText: text });
  await word('tea').waitFor();
  const stripes = page.getByTestId('segment-stripe');
  // Of the span that the test before has coded.
  await expect.poll(() => stripes.count()).toBe(1);
  const [from, to] = await Promise.all([word('is').boundingBox(), word('tea').boundingBox()]);
  if (from === null || to === null) throw new Error('The words are not shown.');
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 5 });
  await page.mouse.up();
  await press('c');
  await page.getByRole('dialog', { name: 'Code 0:00.5 – 0:01.4' }).waitFor();
  await page.keyboard.type('Drink');
  await page.getByRole('option', { name: /Drink/ }).waitFor();
  await press('Enter');
  await expect.poll(() => stripes.count()).toBe(2);
  expect(await accessibilityFaults(page, 'transcript-stripes')).toEqual([]);
  await page.getByRole('tab', { name: 'Codes' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Drink' })
    .getByText('is tea', { exact: true })
    .waitFor();
  await page.getByRole('tab', { name: 'Transcript' }).click();
  await word('Why').focus();
  await press('Shift+ArrowRight');
  await press('c');
  await page.getByRole('dialog', { name: 'Code 0:00.0 – 0:00.9' }).waitFor();
  await press('Escape');
});

test('a key is changed in the settings; one that is taken is refused by name', async () => {
  const address = page.url();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Show the keys' }).click();
  await page.getByRole('button', { name: 'Change the key: Mark in' }).click();
  await press('f');
  await page.getByText('F is the key of “Full screen”.', { exact: false }).waitFor();
  expect(await accessibilityFaults(page, 'player-keys')).toEqual([]);
  await press('q');
  const keys = page.getByRole('list', { name: 'Keys of the video player' });
  await keys.getByRole('listitem').filter({ hasText: 'Mark in' }).getByText('Q').waitFor();
  await page.goto(address);
  await page.locator('video').waitFor();
  // The keys are those of the settings once these are read.
  await expect
    .poll(async () => {
      await press('q');
      return said();
    })
    .toBe('In at 0:00.0');
  await press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await list.getByText('Mark in').waitFor();
  expect(await accessibilityFaults(page, 'key-list')).toEqual([]);
  await press('Escape');
  expect(workspace.complaints).toEqual([]);
});
