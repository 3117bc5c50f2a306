/**
 * Pictures of every screen, or of those whose name begins so, in out/screens; those that docs/screens
 * has are renewed there: `npm run screenshots -- LIBRARY [SCREEN]`. The library is one with the samples,
 * servers, batches, branches and a collection in it; it is only read. Needs the built page and a
 * Chromium.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/e2e/support/browser.ts';
import { runHost } from '../test/e2e/support/runHost.ts';

const target = fileURLToPath(new URL('../out/screens', import.meta.url));
const shown = fileURLToPath(new URL('../docs/screens', import.meta.url));
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const themes = ['dark', 'light'] as const;

interface Shot {
  name: string;
  path: string;
  /** Brings the screen into the state worth seeing. */
  prepare?(page: Page): Promise<void>;
}

const shots: readonly Shot[] = [
  { name: 'library', path: '/library' },
  {
    name: 'collection',
    path: '/library',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Collections' }).click();
      await page.getByRole('menuitem').first().click();
      await page.getByRole('region', { name: 'Collection' }).waitFor();
    },
  },
  {
    name: 'video',
    path: '/library',
    prepare: async (page) => {
      await page
        .getByRole('link', { name: /stopped buying lunch/i })
        .first()
        .click();
      await page.getByRole('button', { name: 'Friday' }).click();
    },
  },
  {
    name: 'video-details',
    path: '/library',
    prepare: async (page) => {
      await page
        .getByRole('link', { name: /stopped buying lunch/i })
        .first()
        .click();
      await page.getByRole('list', { name: 'Transcript' }).waitFor();
      // On a wide screen the details stand beside the transcript, without a tab.
      const tab = page.getByRole('tab', { name: 'Details' });
      if ((await tab.count()) > 0) await tab.click();
    },
  },
  {
    name: 'channel',
    path: '/library?sort=outlier',
    prepare: async (page) => {
      await page.getByRole('gridcell').getByRole('link').first().click();
      await page.locator('a[href^="/channels/"]').click();
      await page.getByRole('region', { name: 'Videos' }).waitFor();
    },
  },
  {
    name: 'search',
    path: '/search?q=saving%20cash',
    // The first query loads the embedding model.
    prepare: (page) =>
      page.getByRole('list', { name: 'Moments' }).getByRole('button').first().waitFor(),
  },
  { name: 'trends', path: '/trends' },
  { name: 'reports', path: '/reports' },
  {
    name: 'products',
    path: '/products',
    prepare: (page) => page.getByRole('region', { name: 'Proof' }).waitFor({ timeout: 20_000 }),
  },
  {
    name: 'trends-topic',
    path: '/trends?days=90',
    prepare: async (page) => {
      const topics = page.getByRole('grid', { name: 'Topics' }).getByRole('link');
      if ((await topics.count()) > 0) await topics.first().click();
    },
  },
  {
    name: 'ask',
    path: '/ask',
    prepare: async (page) => {
      const earlier = page.getByRole('list', { name: 'Earlier conversations' }).getByRole('link');
      if ((await earlier.count()) > 0) await earlier.first().click();
    },
  },
  {
    name: 'drafts',
    path: '/drafts',
    prepare: async (page) => {
      const earlier = page.getByRole('list', { name: 'Earlier briefs' }).getByRole('link');
      if ((await earlier.count()) > 0) await earlier.first().click();
    },
  },
  { name: 'experiments', path: '/experiments' },
  {
    name: 'experiment',
    path: '/experiments',
    // Those of `npm run demo:growth -- LIBRARY`.
    prepare: async (page) => {
      const board = page.getByRole('region', { name: /^Decided/ });
      const decided = board.getByRole('link');
      await page.getByRole('heading', { name: /Decided|No experiments/ }).waitFor();
      if ((await decided.count()) > 0) await decided.first().click();
    },
  },
  // Of the hub that the library has the key of, or how to connect one.
  { name: 'notifications', path: '/notifications' },
  { name: 'retention', path: '/retention' },
  { name: 'queue', path: '/queue' },
  { name: 'models', path: '/models' },
  {
    name: 'engine',
    path: '/engine',
    // Through the OpenAI endpoint, because drafts would be kept in the library.
    prepare: async (page) => {
      await page.evaluate(askMuch);
      await page.getByText(/^Running \d+ requests/).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(15_000);
    },
  },
  ...['servers', 'batches', 'workers', 'sharing', 'branches', 'schedules'].map((section) => ({
    name: `team-${section}`,
    path: `/team/${section}`,
  })),
  {
    name: 'batch',
    path: '/team/batches',
    prepare: async (page) => {
      await page.getByRole('list', { name: 'Batches' }).getByRole('link').first().click();
      const requests = page.getByRole('list', { name: 'Requests' });
      await requests.getByRole('button').nth(1).click();
    },
  },
  { name: 'settings', path: '/settings' },
];

/** Twelve long answers about one text; those that are still written end when the page goes on. */
function askMuch(): void {
  const token = sessionStorage.getItem('trendroom.token') ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const text = 'She spent money on lunch each Friday, and wrote down every bill of it. '.repeat(12);
  for (let index = 0; index < 12; index++) {
    const prompt = `${text}Lesson ${index + 1} of her month:`;
    void fetch('/v1/completions', {
      method: 'POST',
      headers,
      body: JSON.stringify({ prompt, max_tokens: 60 + index * 30, seed: index }),
    });
  }
}

const [library, only] = process.argv.slice(2);
if (library === undefined) {
  process.stderr.write('Name a library: npm run screenshots -- FOLDER [SCREEN]\n');
  process.exit(2);
}
await mkdir(target, { recursive: true });
const host = await runHost({ library: resolve(library) });
const browser = await openBrowser();
try {
  for (const viewport of sizes) {
    for (const theme of themes) {
      const context = await browser.newContext({ viewport, colorScheme: theme });
      const page = await context.newPage();
      await page.goto(host.url);
      await page.getByRole('navigation', { name: 'Screens' }).waitFor();
      for (const { name, path, prepare } of shots) {
        if (only !== undefined && !name.startsWith(only)) continue;
        await page.goto(host.origin + path);
        await page.getByRole('navigation', { name: 'Screens' }).waitFor();
        await page.waitForLoadState('networkidle');
        await prepare?.(page);
        // Pictures and embeddings arrive after the screen.
        await page.waitForLoadState('networkidle');
        await page.waitForTimeout(1_200);
        const file = `${name}-${viewport.width}-${theme}.png`;
        await page.screenshot({ path: join(target, file) });
        if (existsSync(join(shown, file))) await copyFile(join(target, file), join(shown, file));
        process.stdout.write(`${file}\n`);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await host.stop();
}
