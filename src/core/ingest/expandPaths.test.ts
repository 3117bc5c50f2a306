import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expandPaths } from './expandPaths.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-expand-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a folder gives its media with all below it, once, without hidden files and other kinds', async () => {
  await mkdir(join(dir, 'b'));
  const names = ['b/deep.WEBM', 'a.mp4', 'notes.txt', '.hidden.mp4', '-dash.mov'];
  for (const name of names) await writeFile(join(dir, name), 'x');
  await symlink(dir, join(dir, 'loop'));

  const found = await expandPaths([dir, join(dir, 'a.mp4')]);

  expect(found).toEqual([
    { path: join(dir, '-dash.mov') },
    { path: join(dir, 'a.mp4') },
    { path: join(dir, 'b/deep.WEBM') },
  ]);
});

test('a path that is not there and an empty folder are items with errors; the rest goes on', async () => {
  await writeFile(join(dir, 'named.bin'), 'x');
  await mkdir(join(dir, 'empty'));

  const found = await expandPaths([
    join(dir, 'gone.mp4'),
    join(dir, 'empty'),
    join(dir, 'named.bin'),
  ]);

  expect(found).toMatchObject([
    { path: join(dir, 'gone.mp4'), error: { code: 'input.notFound' } },
    { path: join(dir, 'empty'), error: { code: 'input.notMedia' } },
    { path: join(dir, 'named.bin') },
  ]);
});
