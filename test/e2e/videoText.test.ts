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
  putPictureDescription,
  putSignals,
  replaceSeen,
  replaceSoundRegions,
  replaceTranscript,
} from '../../src/core/library/index.ts';
import { blue, makeClip, red } from '../support/makeClip.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { playerTimeMs } from './support/playerTimeMs.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const durationMs = 4_000;
let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  // Without models, whatever this computer has.
  const env = { TRENDROOM_MODELS: join(import.meta.dirname, 'no-models') };
  workspace = await openWorkspace({ env });
  await workspace.host.stop();
  await fill(workspace);
  await workspace.restart();
  page = await workspace.open();
  await page.getByRole('link', { name: /Mugs/ }).first().click();
});
afterAll(() => workspace.close());

/** A clip that two models have heard, one after the other, and whose pictures one has described. */
async function fill({ library: directory, folder }: Workspace): Promise<void> {
  const library = openLibrary({ directory, clock: systemClock });
  const path = join(folder, 'Mugs.mp4');
  const [width, height] = [160, 120];
  await makeClip({
    ...{ path, width, height, frameRate: 10 },
    scenes: [red, blue].map((yuv) => ({ yuv, frames: 20 })),
    sound: { toneMs: [[0, 900]], durationMs },
  });
  const expected = await hashFile(path);
  await addFile(library, path, { storage: 'copy', expected });
  const id = insertVideo(library, {
    ...{ ...expected, title: 'Mugs', originalName: 'Mugs.mp4', originalPath: path },
    ...{ storage: 'copy', durationMs, width, height, audioCodec: 'aac' },
  });
  attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
  for (const [text, model] of [
    ['Cups are <b>red</b>.', 'whisper-base@0123456789abcdef'],
    ['Mugs are read.', 'team/large'],
  ] as const) {
    const segments = [{ startMs: 0, endMs: 1_500, text, words: [] }];
    replaceTranscript(library, id, { segments, source: 'whisper', model });
  }
  replaceSoundRegions(library, id, [
    { kind: 'speech', startMs: 0, endMs: 1_500, language: 'en' },
    { kind: 'unclear', startMs: 1_500, endMs: 2_000 },
    { kind: 'sound', startMs: 2_000, endMs: 3_000, label: 'Music' },
    { kind: 'silence', startMs: 3_000, endMs: 4_000 },
  ]);
  for (const [atMs, text] of [
    [1_000, 'A wall that is <i>red</i>.'],
    [3_000, 'A wall that is blue.'],
  ] as const) {
    const span = { startMs: atMs - 1_000, endMs: atMs + 1_000 };
    putPictureDescription(library, id, { atMs, ...span, text, model: 'team/seer' });
  }
  const colours = [
    { hex: '#c00000', share: 0.5 },
    { hex: '#0000c0', share: 0.5 },
  ];
  putSignals(library, id, { brightness: 0.4, motion: 0.02, colours });
  const box: [number, number, number, number] = [0.1, 0.1, 0.5, 0.5];
  replaceSeen(library, id, {
    things: [
      { kind: 'cup', startMs: 0, endMs: 900, confidence: 0.8, atMs: 300, box },
      { kind: 'cup', startMs: 2_000, endMs: 4_000, confidence: 0.6, atMs: 2_500, box },
      { kind: 'cell phone', startMs: 500, endMs: 1_500, confidence: 0.7, atMs: 1_000, box },
    ],
    ...{ modelVersion: 'nanodet@0', sampledFrames: 4, keptFrames: 2 },
  });
  library.close();
}

test('an earlier transcript is read as text, brought back, and put away again', async () => {
  const transcript = page.getByRole('list', { name: 'Transcript' });
  await transcript.getByText('Mugs are read.').waitFor();
  await page.getByText('By team/large').waitFor();
  await page.getByRole('button', { name: 'Earlier transcripts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Earlier transcripts' });
  await dialog.getByRole('heading', { name: 'By whisper-base', exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Read' }).click();
  const text = dialog.getByRole('region', { name: 'Text of the transcript' });
  await text.getByText('Cups are <b>red</b>.').waitFor();
  expect(await accessibilityFaults(page, 'earlier-transcripts')).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await transcript.getByText('Cups are <b>red</b>.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await transcript.getByText('Mugs are read.').waitFor();
  await page.getByText('By team/large').waitFor();
});

test('what pictures show stands at its time, with the model, and leads there', async () => {
  await page.getByRole('tab', { name: 'Pictures' }).click();
  const list = page.getByRole('list', { name: 'Picture descriptions' });
  await list.getByText('A wall that is <i>red</i>.').waitFor();
  expect(await list.getByText('team/seer').count()).toBe(2);
  expect(await accessibilityFaults(page, 'pictures')).toEqual([]);
  await list.getByRole('button', { name: /A wall that is blue/ }).click();
  await expect.poll(() => playerTimeMs(page)).toBeCloseTo(3_000, -1);
  const marked = list.locator('[data-shown]');
  await expect.poll(() => marked.allTextContents()).toEqual([expect.stringContaining('blue')]);
  expect(workspace.complaints).toEqual([]);
});

test('what is seen is listed with its times, striped, and leads there', async () => {
  await page.getByRole('tab', { name: 'Details' }).click();
  const seen = page.getByRole('region', { name: 'Seen' });
  const times = seen.getByRole('list', { name: 'Things, with their times' }).getByRole('button');
  expect(await times.evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual([
    'cup, 0:00.0 to 0:00.9',
    'cup, 0:02.0 to 0:04.0',
    'cell phone, 0:00.5 to 0:01.5',
  ]);
  await seen.getByText('2 of 4 pictures').waitFor();
  expect(await page.getByTestId('seen-stripes').locator('div').count()).toBe(3);
  expect(await accessibilityFaults(page, 'seen')).toEqual([]);
  await times.nth(1).click();
  await expect.poll(() => playerTimeMs(page)).toBeCloseTo(2_500, -1);
  // Without a model that sees it is said what to do.
  await seen.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('alert').getByText('The look was not queued').waitFor();
  expect(workspace.complaints).toEqual([]);
});

test('what is heard is told below the timeline, and leads there by keys', async () => {
  const heard = page.getByRole('list', { name: 'What is heard' }).getByRole('button');
  expect(await heard.evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual([
    'Speech (English), 0:00.0 to 0:01.5',
    'Unclear speech, 0:01.5 to 0:02.0',
    'Music or noise (Music), 0:02.0 to 0:03.0',
    'Silence, 0:03.0 to 0:04.0',
  ]);
  await heard.first().focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await expect.poll(() => playerTimeMs(page)).toBe(2_000);
  expect(await page.getByText('Unclear speech 0:00.5').isVisible()).toBe(true);
});
