import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Library } from '../../src/core/db/index.ts';
import {
  addCode,
  addFile,
  attachMedia,
  hashFile,
  insertVideo,
} from '../../src/core/library/index.ts';
import { makeClip } from '../../test/support/makeClip.ts';
import { actionMs } from './reviewTimes.ts';

const codeName = 'Hook';

/** So many clips of two seconds with files of their own, each of another colour, and a code. */
export async function addClips(library: Library, clips: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-bench-clips-'));
  try {
    addCode(library, { name: codeName, memo: '' });
    for (let number = 0; number < clips; number++) {
      const path = join(folder, `${number}.mp4`);
      const size = { width: 160, height: 120, frameRate: 10 };
      await makeClip({ path, ...size, scenes: [{ yuv: [40 + number * 4, 128, 128], frames: 20 }] });
      const expected = await hashFile(path);
      await addFile(library, path, { storage: 'copy', expected });
      const id = insertVideo(library, {
        ...{ ...expected, ...size, title: `Clip ${number}`, storage: 'copy', durationMs: 2_000 },
        ...{ originalName: `${number}.mp4`, originalPath: path },
      });
      attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Codes so many videos by the keyboard, from the top of the library: mark in, mark out, the code, the
 * next one. Milliseconds of each action, from its key to the frame that shows what it did.
 */
export async function codingActionsMs(page: Page, videos: number): Promise<number[]> {
  const times: number[] = [];
  await page.getByRole('gridcell').first().focus();
  await page.keyboard.press('Shift+R');
  await page.getByRole('tab', { name: 'Codes' }).click();
  // Uncoded, with its player and its place in the list.
  const open = (at: number): string =>
    `#screen:has(progress[value="${at}"]):has([aria-label="Time"]):not(:has([data-testid="coding-stripes"]))`;
  for (let at = 1; at <= videos; at++) {
    await page.locator(open(at)).waitFor();
    await page.keyboard.press('1');
    times.push(await actionMs(page, 'i', '[data-testid="mark-in"]'));
    await page.keyboard.press('8');
    times.push(await actionMs(page, 'o', '[data-testid="mark-out"]'));
    times.push(await actionMs(page, 'c', '[role="dialog"] [role="option"]'));
    await page.keyboard.type(codeName.toLowerCase());
    times.push(await actionMs(page, 'Enter', '[data-testid="coding-stripes"] > div'));
    times.push(await actionMs(page, 'e', open(at + 1)));
  }
  return times;
}
