import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPageFiles } from './pageFiles.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trendroom-page-'));
  await mkdir(join(root, 'page', 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(root, 'page', 'index.html'), '<html>');
  await writeFile(join(root, 'page', 'assets', 'main-1a2b.js'), '1');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a file answers with its fixed type, a place inside the page with the page', () => {
  const find = createPageFiles(join(root, 'page'));
  const page = {
    bytes: Buffer.from('<html>'),
    contentType: 'text/html; charset=utf-8',
    immutable: false,
  };
  expect(find('/assets/main-1a2b.js')).toEqual({
    bytes: Buffer.from('1'),
    contentType: 'text/javascript; charset=utf-8',
    immutable: true,
  });
  expect(find('/')).toEqual(page);
  expect(find('/index.html')).toEqual(page);
  expect(find('/videos/018f')).toEqual(page);
  expect(find('/assets/gone.js')).toBeUndefined();
});

test('a page that is built anew meanwhile has its new files', async () => {
  const find = createPageFiles(join(root, 'page'));
  await rm(join(root, 'page', 'assets', 'main-1a2b.js'));
  await writeFile(join(root, 'page', 'assets', 'main-3c4d.js'), '2');
  expect(find('/assets/main-3c4d.js')?.bytes).toEqual(Buffer.from('2'));
  expect(find('/assets/main-1a2b.js')).toBeUndefined();
});

test('no spelling of a path leads out of the folder', () => {
  const find = createPageFiles(join(root, 'page'));
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    `${root}/secret.txt`,
  ]) {
    expect(find(path), path).toBeUndefined();
  }
});
