import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../base/index.ts';
import { addSampleVideo } from '../library/testing/sampleVideo.ts';
import { acquireRunnerLock } from './locks/runnerLock.ts';
import { openLibrary } from './openLibrary.ts';
import { temporaryLibrary } from './testing/temporaryLibrary.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trendroom-open-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = () => openLibrary({ directory, clock: systemClock });

test('a library of a newer version is refused and left as it is', () => {
  const library = open();
  library.db.$client.exec(
    "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 99999999999999)",
  );
  library.close();
  expect(open).toThrow(expect.objectContaining({ code: 'library.newer' }));
});

test('garbage in place of the database is reported and not overwritten', async () => {
  const file = join(directory, 'library.sqlite');
  await writeFile(file, 'this is no database'.repeat(1_000));
  expect(open).toThrow(expect.objectContaining({ code: 'library.corrupt' }));
  expect((await readFile(file, 'utf8')).startsWith('this is no database')).toBe(true);
});

test('a database that lost its end is reported', async () => {
  const place = await temporaryLibrary();
  for (let number = 0; number < 50; number++) {
    await addSampleVideo(place, { name: `${number}.mp4`, bytes: `video ${number}` });
  }
  place.library.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  place.library.close();
  const file = join(place.library.directory, 'library.sqlite');
  await truncate(file, 20_000);
  const reopen = () => {
    const library = openLibrary({ directory: place.library.directory, clock: systemClock });
    library.close();
  };
  expect(reopen).toThrow(expect.objectContaining({ code: 'library.corrupt' }));
  await rm(place.folder, { recursive: true });
});

test('a folder that cannot be made is reported', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  const inFile = () => openLibrary({ directory: join(file, 'library'), clock: systemClock });
  expect(inFile).toThrow(expect.objectContaining({ code: 'input.notFound' }));
});

test('a library opened twice: both read, one runs jobs', () => {
  const first = open();
  const second = open();
  const lock = acquireRunnerLock(directory);
  expect(() => acquireRunnerLock(directory)).toThrow(
    expect.objectContaining({ code: 'library.inUse' }),
  );
  lock.release();
  acquireRunnerLock(directory).release();
  first.close();
  second.close();
});
