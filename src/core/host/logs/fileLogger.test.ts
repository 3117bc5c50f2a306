import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLogger, logFolder } from './fileLogger.ts';

let library: string;
beforeEach(async () => {
  library = await mkdtemp(join(tmpdir(), 'trendroom-log-'));
});
afterEach(() => rm(library, { recursive: true, force: true }));

test('a line is one JSON object with its fields', async () => {
  const logger = await createFileLogger(library);
  logger.warn('a job failed', { code: 'disk.full' });
  const text = await readFile(join(logFolder(library), 'trendroom.log'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ msg: 'a job failed', code: 'disk.full', level: 40 });
});

test('the log stays bounded and keeps its newest lines', async () => {
  const maxBytes = 10_000;
  const logger = await createFileLogger(library, { maxBytes });
  for (let line = 0; line < 500; line += 1) logger.info('line', { line });
  const folder = logFolder(library);
  expect((await readdir(folder)).sort()).toEqual(['trendroom.log', 'trendroom.old.log']);
  for (const name of await readdir(folder)) {
    expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(maxBytes);
  }
  const newest = (await readFile(join(folder, 'trendroom.log'), 'utf8')).trim().split('\n').at(-1);
  expect(JSON.parse(newest ?? '')).toMatchObject({ line: 499 });
});

test('a folder that cannot be written costs the log alone', async () => {
  await writeFile(join(library, 'file'), '');
  const logger = await createFileLogger(join(library, 'file'));
  expect(() => logger.info('nobody reads this')).not.toThrow();
});
