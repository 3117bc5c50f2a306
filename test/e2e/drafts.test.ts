import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  briefIdSchema,
  type Citation,
  type ContentHash,
  draftIdSchema,
  type HookPattern,
} from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { DraftRepository } from '../../src/core/drafts/index.ts';
import { saveBeats } from '../../src/core/drafts/records/draftBeats.ts';
import { insertVideo } from '../../src/core/library/index.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;

beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.host.stop();
  fill(workspace.library);
  await workspace.restart();
  page = await workspace.open();
  await page.goto(`${workspace.host.origin}/drafts`);
  await card(1).waitFor();
});
afterAll(() => workspace.close());

const texts: readonly [HookPattern, string][] = [
  ['question', 'Who needs meat when lentils do it?'],
  ['number', 'Twelve dollars a week, from one pot.'],
  ['story', 'The jar stood by my grandmother’s window.'],
];

/** A brief with three drafts, as a model would have left it. */
function fill(directory: string): void {
  const library = openLibrary({ directory, clock: systemClock });
  const repository = new DraftRepository(library.db);
  const briefId = briefIdSchema.parse('lentils');
  const topic = 'lentils and money';
  repository.insertBrief({ id: briefId, topic, lengthWords: 12, count: 3, createdAtMs: 1_000 });
  let later: Citation | undefined;
  for (const [at, [hookPattern, text]] of texts.entries()) {
    const title = `Clip <b>${at + 1}</b>`;
    const videoId = insertVideo(library, {
      contentHash: `${at}`.repeat(64) as ContentHash,
      ...{ title, originalName: 'a.mp4', originalPath: '/a.mp4' },
      ...{ storage: 'copy', sizeBytes: 1, durationMs: 60_000 },
    });
    const quote = `what is said in clip ${at + 1}`;
    later = { videoId, title, startMs: 30_000, endMs: 33_000, quote: 'said later' };
    repository.insertDraft({
      ...{ id: draftIdSchema.parse(`draft-${at}`), briefId, text, hookPattern, support: 0.9 },
      ...{ closeness: 0.6 - at / 10, novelty: 0.5 },
      ...{ why: 'Because of the moment.', modelId: 'writer', createdAtMs: at },
      citations: [{ videoId, title, startMs: 1_000, endMs: 4_000, quote }],
    });
  }
  if (later === undefined) throw new Error('There are drafts.');
  saveBeats(library.db, draftIdSchema.parse('draft-0'), [
    { beat: 'turn', text: 'I did, until I counted.', citation: later },
    { beat: 'proof', text: undefined, citation: later },
  ]);
  library.close();
}

const card = (number: number) => page.getByRole('article', { name: `Draft ${number}` });
const earlier = () => page.getByRole('list', { name: 'Earlier briefs' });

test('arrows move among the drafts, and the keys of a list that ? shows work on them', async () => {
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('s');
  const star = card(2).getByRole('button', { name: 'Star draft 2', pressed: true });
  await star.waitFor();
  await earlier().getByText('3 drafts, 1 starred').waitFor();
  await page.keyboard.press('u');
  await expect.poll(() => star.count()).toBe(0);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog').getByText('Undo the last change of a draft');
  await keys.waitFor();
  await page.keyboard.press('Escape');
});

test('an edited draft says that it was not checked, and the text of the model comes back', async () => {
  await card(2).focus();
  await page.keyboard.press('e');
  const field = page.getByRole('textbox', { name: 'Text of draft 2' });
  await field.fill('One pot, twelve dollars saved.');
  await card(2).getByText('5 of 12 words').waitFor();
  await field.press('Enter');
  await card(2).getByText('One pot, twelve dollars saved.').waitFor();
  // The moment names no number, which takes no model to see.
  await card(2).getByText('Support 0 %').waitFor();
  await page.keyboard.press('e');
  await field.fill('One pot is all it takes.');
  await field.press('Enter');
  await card(2).getByText('Edited, not checked against its moments.').waitFor();
  await page.reload();
  // Nothing is known of its text, so it has no score and is the last when the brief is opened.
  await card(3).getByText('One pot is all it takes.').waitFor();
  await card(3).getByText('Earlier texts (2)').click();
  const models = card(3).getByRole('listitem').filter({ hasText: 'The model’s:' });
  await models.getByRole('button', { name: 'Use this' }).click();
  await card(3).getByText('Support 90 %').waitFor();
  expect(await card(3).getByText('not checked').count()).toBe(0);
});

test('a rejection has a reason, stays on the screen, and is undone', async () => {
  await card(3).focus();
  await page.keyboard.press('x');
  await card(3).getByRole('group', { name: 'Why reject it?' }).waitFor();
  expect(await accessibilityFaults(page, 'drafts-rejecting')).toEqual([]);
  await page.keyboard.press('3');
  await card(3).getByText('Rejected: Not my voice.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => card(3).getByText('Rejected').count()).toBe(0);
  expect(workspace.complaints).toEqual([]);
});

test('the parts of a score are a hover away, and a score that changes moves no card', async () => {
  const score = card(1).getByRole('button', { name: 'Score 73, supported 90 %' });
  await score.hover();
  await page.getByText('Unlike openings you have').waitFor();
  await card(1).focus();
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Text of draft 1' }).fill('Meat costs 90 times more.');
  await page.keyboard.press('Enter');
  await card(1).getByText('Support 0 %').waitFor();
  await page.keyboard.press('u');
  await card(1).getByText('Support 90 %').waitFor();
});

test('a brief is saved as a page of its own', async () => {
  await page.getByRole('button', { name: 'Export the brief' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Page with stills (HTML)' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('lentils-and-money.html');
  const path = await download.path();
  expect(await readFile(path, 'utf8')).toContain('Clip &lt;b&gt;1&lt;/b&gt;');
});

test('the first of two drafts to merge is chosen, and let go of again', async () => {
  await card(1).focus();
  await page.keyboard.press('m');
  const chosen = card(1).getByText('Choose a second draft and press M on it.');
  await chosen.waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => chosen.count()).toBe(0);
});

test('a citation that is pointed at for a while is the moment beside it', async () => {
  const pane = page.getByRole('complementary', { name: 'Citations' });
  await pane.getByRole('heading', { name: 'Clip <b>1</b>' }).waitFor();
  await card(3).getByRole('list', { name: 'Citations' }).getByRole('button').hover();
  await pane.getByRole('heading', { name: 'Clip <b>2</b>' }).waitFor();
});

test('an outline has times, and its moments play as those of a draft do', async () => {
  const outline = card(1).getByRole('list', { name: 'Outline' });
  await outline.getByText('I did, until I counted.').waitFor();
  await outline.getByText('0:02 – 0:04').waitFor();
  await outline.getByText('No supported sentence was written.').waitFor();
  await outline.getByRole('button', { name: 'Play source' }).first().click();
  const pane = page.getByRole('complementary', { name: 'Citations' });
  await pane.getByText('0:30 – 0:33').waitFor();
  expect(await accessibilityFaults(page, 'drafts-outline')).toEqual([]);
});
