import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { briefIdSchema, type ContentHash, draftIdSchema } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { DraftRepository } from '../../src/core/drafts/index.ts';
import { changeDraft } from '../../src/core/drafts/records/changeDraft.ts';
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
});
afterAll(() => workspace.close());

const texts = ['Twelve dollars a week, from one pot.', 'Who needs meat when lentils do it?'];

/** A brief with two kept drafts and one that was rejected, as a model and a person would have left them. */
function fill(directory: string): void {
  const library = openLibrary({ directory, clock: systemClock });
  const repository = new DraftRepository(library.db);
  const briefId = briefIdSchema.parse('lentils');
  const topic = 'lentils and money';
  repository.insertBrief({ id: briefId, topic, lengthWords: 12, count: 3, createdAtMs: 1_000 });
  for (const [at, text] of [...texts, 'The jar by the window.'].entries()) {
    const title = `Clip ${at + 1}`;
    const videoId = insertVideo(library, {
      contentHash: `${at}`.repeat(64) as ContentHash,
      ...{ title, originalName: 'a.mp4', originalPath: '/a.mp4' },
      ...{ storage: 'copy', sizeBytes: 1, durationMs: 60_000 },
    });
    repository.insertDraft({
      ...{ id: draftIdSchema.parse(`draft-${at}`), briefId, text, hookPattern: 'number' },
      ...{ closeness: 0.6 - at / 10, novelty: 0.5, support: 0.9 },
      ...{ why: 'Because of the moment.', modelId: 'writer', createdAtMs: at },
      citations: [{ videoId, title, startMs: 1_000, endMs: 4_000, quote: 'said there' }],
    });
  }
  changeDraft(library, { draftId: draftIdSchema.parse('draft-2'), rejected: 'dull' });
  library.close();
}

/** 400 people, half of whom saw B; of ten who saw A three sign up, of ten who saw B six do. */
async function visitors(experiment: string): Promise<string> {
  const lines: string[] = [];
  const add = (id: string, name: string, person: string, properties: object): void => {
    const common = { person, consent: 'granted', atMs: Date.now(), properties };
    lines.push(JSON.stringify({ id, name, ...common }));
  };
  for (let at = 0; at < 400; at++) {
    const variant = at % 2 === 0 ? 'A' : 'B';
    add(`e${at}`, 'exposure', `p${at}`, { experiment, variant });
    if (Math.floor(at / 2) % 10 >= (variant === 'A' ? 3 : 6)) continue;
    add(`c${at}`, 'conversion', `p${at}`, { goal: 'signup' });
  }
  const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1)';
  add('view', 'view', 'p0', { surface: '/reports/lentils' });
  add('bot', 'exposure', 'robot', { experiment, variant: 'A', userAgent });
  const file = join(workspace.folder, 'events.jsonl');
  await writeFile(file, [...lines, lines[0], 'no JSON'].join('\n'));
  return file;
}

const verdict = () => page.getByRole('region', { name: 'Verdict' });

test('an empty board and an empty retention say what to do', async () => {
  await page.goto(`${workspace.host.origin}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'No experiments yet' }).waitFor({ timeout: 90_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('heading', { name: 'No events yet' }).waitFor({ timeout: 30_000 });
}, 180_000);

test('from kept drafts to an experiment: the size is planned as one types', async () => {
  await page.goto(`${workspace.host.origin}/drafts`);
  await page.getByRole('link', { name: 'Start an experiment' }).click();
  const form = page.getByRole('dialog', { name: 'New experiment' });
  // The rejected draft is neither chosen nor offered.
  await form.getByRole('button', { name: 'Make B the control' }).waitFor();
  expect(await form.getByRole('checkbox').count()).toBe(2);
  await form.getByRole('button', { name: 'Create' }).click();
  await form.getByText('Fill this in.').first().waitFor();
  await form.getByLabel('Question').fill('Price or lentils?');
  await form.getByLabel('Hypothesis').fill('The price keeps more people.');
  await form.getByLabel('Goal').fill('signup');
  await form.getByLabel('Baseline, %').fill('30');
  await form.getByLabel('Minimum effect, %').fill('20');
  await form.getByLabel('Units a day').fill('400');
  const plan = form.getByRole('region', { name: 'Planned size' });
  await plan.getByText(/a variant, [\d,]+ in all, when looked at every day/).waitFor();
  await plan.getByText(/About \d+ days/).waitFor();
  await form.getByText(/^Planned: [\d,]+ units, about \d+ days$/).waitFor();
  expect(await accessibilityFaults(page, '/experiments/new')).toEqual([]);
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Price or lentils?' }).waitFor();
  await verdict().getByText('Not started').waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  const question = page.getByRole('dialog', { name: 'Start the experiment?' });
  await question.getByText(/Planned for [\d,]+ units a variant/).waitFor();
  await question.getByRole('button', { name: 'Start' }).click();
  await verdict().getByText('Nobody has seen a variant yet').waitFor();
  await page.getByText('Frozen when it started.').waitFor();
}, 90_000);

test('events are imported; the verdict, its intervals and its health are told', async () => {
  const id = decodeURIComponent(page.url().split('/').at(-1) ?? '');
  const file = await visitors(id);
  await verdict().getByRole('button', { name: 'Import events…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import events' });
  await dialog.getByLabel('File of events').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await dialog.getByText('582 events added').waitFor({ timeout: 60_000 });
  await dialog.getByText('Event 584:').waitFor();
  await dialog.getByRole('contentinfo').getByRole('button', { name: 'Close' }).click();
  await verdict().getByText('Not known yet.').waitFor();
  await verdict().getByText('a verdict needs 3 days', { exact: false }).waitFor();
  const row = page.getByRole('row', { name: /^B/ });
  await row.getByText('+100 %', { exact: true }).waitFor();
  await row.getByRole('button', { name: '+100 %', exact: true }).hover();
  await page.getByText('n = 200 + 200.', { exact: false }).first().waitFor();
  const health = page.getByRole('region', { name: 'Health' });
  await health.getByText('200 of 150').waitFor();
  await health.getByText(/200 : 200/).waitFor();
  const bots = health.locator('div', { hasText: 'Exposures of bots' }).last();
  expect(await bots.textContent()).toContain('1');
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('columnheader', { name: 'Always valid' }).last().waitFor();
  await page.getByRole('link', { name: '0:01' }).first().waitFor();
  expect(await accessibilityFaults(page, '/experiments/one')).toEqual([]);
}, 120_000);

test('a person overrules with a reason, which is kept; the board says so', async () => {
  await page.getByRole('button', { name: 'Decide' }).click();
  const dialog = page.getByRole('dialog', { name: 'Decide the experiment' });
  await dialog.getByRole('radio', { name: 'Overrule the rule' }).check();
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await dialog.getByText('A reason is needed', { exact: false }).waitFor();
  await dialog.getByLabel('Reason').fill('The lentils are sold out.');
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await verdict()
    .getByText('A person decided kill; the rule says inconclusive.')
    .waitFor({ timeout: 30_000 });
  await verdict().getByText('The lentils are sold out.').waitFor();
  await page.getByRole('link', { name: 'Back to experiments' }).click();
  const decided = page.getByRole('region', { name: 'Decided, 1 experiment' });
  await decided.getByText('overruled', { exact: false }).waitFor();
  await decided.getByRole('link').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Price or lentils?' }).waitFor();
}, 90_000);

test('retention: the events of the library, and a table of one’s own', async () => {
  await page.goto(`${workspace.host.origin}/retention`);
  await page
    .getByRole('region', { name: 'Who came back', exact: true })
    .waitFor({ timeout: 30_000 });
  await page.getByText('No week is over yet.').waitFor();
  const after = page.getByRole('region', { name: 'Who came back after it' });
  await after.getByRole('row', { name: 'Page /reports/lentils 1 not over not over' }).waitFor();
  expect(await accessibilityFaults(page, '/retention')).toEqual([]);
  await page.getByRole('button', { name: 'File' }).click();
  const rows = Array.from(
    { length: 60 },
    (_, at) => `${at % 2 === 0 ? 'short' : 'long'},${(at % 30) + (at % 2) * 20 + 1},1`,
  );
  await page
    .getByLabel('CSV with group, duration and observed')
    .last()
    .setInputFiles({
      ...{ name: 'stays.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(['group,duration,observed', ...rows, 'short,-1,1'].join('\n')),
    });
  await page.getByText('The groups differ by more than chance.').waitFor({ timeout: 30_000 });
  await page.getByText('1 line left out:', { exact: false }).waitFor();
  await page.getByRole('img', { name: /Share of people who are still there/ }).waitFor();
  expect(await accessibilityFaults(page, '/retention/file')).toEqual([]);
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('listitem', { name: /Group: short, Time: 1, At risk: 30/ }).waitFor();
}, 90_000);
