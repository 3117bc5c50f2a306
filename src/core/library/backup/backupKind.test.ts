import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobDto } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createJobQueue } from '../../jobs/index.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { tidyLibrary } from '../tidyLibrary.ts';
import { createBackupKind } from './backupKind.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

/** Runs the nightly backup of a day of May. */
async function backUpOn(day: number): Promise<JobDto> {
  const { library } = place;
  const clock = { ...systemClock, nowMs: () => new Date(2026, 4, day, 3).getTime() };
  const kind = createBackupKind({ ...library, clock });
  const queue = createJobQueue({
    ...{ library, clock: systemClock, logger: silentLogger, kinds: [kind] },
  });
  queue.start();
  const payload = { schedule: { dueAtMs: 0, reason: 'byHand' } } as const;
  const job = await queue.finished(queue.enqueue(kind, payload, { label: 'Backup' }));
  await queue.dispose();
  return job;
}

const backups = async (): Promise<string[]> =>
  (await readdir(join(place.library.directory, 'backups'))).sort();

test('the newest seven backups are kept, one for each day', async () => {
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
  for (const day of [1, 2, 2, 3, 4, 5, 6, 7, 8]) expect((await backUpOn(day)).state).toBe('done');
  expect(await backups()).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `auto-2026-05-0${day}.tar`));
});

test('what a kill left of nightly backups is removed at the next start, and nothing else', async () => {
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
  await backUpOn(1);
  const folder = join(place.library.directory, 'backups');
  for (const name of ['auto-2026-05-02.tar.x1.unfinished', 'mine.unfinished']) {
    await writeFile(join(folder, name), 'x');
  }
  tidyLibrary(place.library);
  expect(await backups()).toEqual(['auto-2026-05-01.tar', 'mine.unfinished']);
});

test('a library that lost its videos takes none of its earlier backups with it', async () => {
  for (let number = 0; number < 10; number++) {
    await addSampleVideo(place, { name: `${number}.mp4`, bytes: `video ${number}` });
  }
  expect((await backUpOn(1)).state).toBe('done');
  const path = join(place.library.directory, 'backups', 'auto-2026-05-01.tar');
  const good = await readFile(path);
  place.library.db.$client.exec('DELETE FROM videos');
  // Also not on the day itself, whose file it would replace.
  for (const day of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    expect((await backUpOn(day)).error).toMatchObject({
      code: 'backup.shrunk',
      message: expect.stringMatching(/has 0 videos, but the backup auto-2026-05-01.tar has 10/),
      hint: expect.stringContaining('trendroom restore FILE'),
    });
  }
  expect((await readFile(path)).equals(good)).toBe(true);
  expect(await backups()).toHaveLength(10);
});

test('backups of days to come, which a wrong clock made, do not push out those of today', async () => {
  const folder = join(place.library.directory, 'backups');
  await mkdir(folder, { recursive: true });
  const wrong = [1, 2, 3, 4, 5, 6, 7].map((day) => `auto-2099-01-0${day}.tar`);
  for (const name of wrong) await writeFile(join(folder, name), 'x');
  await backUpOn(1);
  expect(await backups()).toEqual(['auto-2026-05-01.tar', ...wrong.slice(1)]);
  await backUpOn(2);
  expect(await backups()).toEqual([
    ...['auto-2026-05-01.tar', 'auto-2026-05-02.tar'],
    ...wrong.slice(2),
  ]);
});
