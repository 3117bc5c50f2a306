import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Product, ProductProof, VideoId } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { replaceChunks } from '../src/core/library/index.ts';
import { addSampleVideo } from '../src/core/library/testing/sampleVideo.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
let mugs: VideoId;

beforeAll(async () => {
  terminal = await Terminal.open();
  const library = openLibrary({ directory: join(terminal.folder, 'library'), clock: systemClock });
  const place = { library, folder: terminal.folder, remove: async () => {} };
  mugs = (await addSampleVideo(place, { name: 'Mugs.mp4', bytes: 'mugs' })).id;
  const text = 'I love my Red\u001b[31m Mug.';
  replaceChunks(library, mugs, [{ kind: 'screen', startMs: 1_250, endMs: 2_000, text }]);
  library.close();
});
afterAll(() => terminal.close());

test('a product is added, proven, judged, merged and removed', async () => {
  const added = await terminal.json<Product>('products', 'add', 'Red mug', '--brand', 'Potter');
  expect(added).toMatchObject({ name: 'Red mug', brand: 'Potter', videos: 0 });
  await terminal.run('products', 'edit', 'red MUG', '--alias', 'red 31m mug', '--alias', 'beaker');
  const shown = await terminal.run('products', 'show', 'red mug');
  expect(shown.stdout).toContain('Red mug (Potter)  1 video');
  expect(shown.stdout).toMatch(/Few videos[\s\S]*1 of 1 \(\d+ % to 100 %; weight 2\)/);
  expect(shown.stdout).toContain(`${mugs}@1.25  0:01.2  Mugs.mp4  (shown, screen, praise)`);
  expect(shown.stdout).not.toContain('\u001b[31m');
  const at = `${mugs}@1.25`;
  await terminal.run('products', 'judge', 'red mug', at, 'wrong', '--in', 'screen');
  const judged = await terminal.json<ProductProof>('products', 'show', 'red mug');
  expect(judged).toMatchObject({ videos: 0, mentions: [{ judged: 'wrong' }] });
  const none = await terminal.run('products', 'show', 'red mug');
  expect(none.stdout).toContain('No score: no video names it.');
  await terminal.run('products', 'add', 'Cup');
  const merged = await terminal.json<Product>('products', 'merge', 'cup', 'red mug');
  expect(merged.aliases).toEqual(['red 31m mug', 'beaker', 'Cup']);
  await terminal.run('products', 'remove', 'red mug');
  expect((await terminal.run('products')).stdout).toMatch(/^No products\. Add one/);
});

test('what cannot be is refused in words', async () => {
  await terminal.run('products', 'add', 'Teapot');
  for (const wrong of [
    ['show', 'nobody'],
    ['add', 'x'],
    ['show', 'nobody', '--weight', 'beauty=2'],
    ['judge', 'nobody', 'here', 'right'],
    ['judge', 'Teapot', 'nothing@1', 'right'],
  ]) {
    const { exitCode, stderr } = await terminal.run('products', ...wrong);
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toMatch(/internal|TypeError|ZodError/);
    expect(stderr.trim()).not.toBe('');
  }
});
