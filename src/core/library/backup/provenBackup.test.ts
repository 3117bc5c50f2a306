import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createJobQueue } from '../../jobs/index.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { backupLibrary } from './backupLibrary.ts';
import { lastProvenBackup } from './provenBackup.ts';
import { createVerifyKind } from './verifyKind.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
});
afterEach(() => place.remove());

const nightly = (): string => join(place.library.directory, 'backups', 'auto-2026-05-01.tar');

/** The weekly job, as its schedule queues it. */
async function verify() {
  const { library } = place;
  const kind = createVerifyKind(library);
  const queue = createJobQueue({
    ...{ library, clock: library.clock, logger: silentLogger, kinds: [kind] },
  });
  queue.start();
  const payload = { schedule: { dueAtMs: 0, reason: 'byHand' } } as const;
  const job = await queue.finished(queue.enqueue(kind, payload, { label: 'Verify' }));
  await queue.dispose();
  return job;
}

test('the newest nightly backup is restored for a test, and the date is kept', async () => {
  await backupLibrary(place.library, nightly());
  expect((await verify()).state).toBe('done');
  expect(await lastProvenBackup(place.library)).toEqual({
    ...{ name: 'auto-2026-05-01.tar', videos: 1, provenAtMs: expect.any(Number) },
  });
  const left = await readdir(place.library.directory);
  expect(left.filter((name) => name.startsWith('restoring-'))).toEqual([]);
});

test('a backup that cannot be restored fails the job, and counts as not proven', async () => {
  await backupLibrary(place.library, nightly());
  const bytes = await readFile(nightly());
  bytes.writeUInt8(bytes.readUInt8(8_000) ^ 1, 8_000);
  await writeFile(nightly(), bytes);
  expect(await verify()).toMatchObject({ state: 'failed', error: { code: 'backup.invalid' } });
  expect(await lastProvenBackup(place.library)).toBeUndefined();
});

test('without nightly backups only the library is verified', async () => {
  expect((await verify()).state).toBe('done');
  expect(await lastProvenBackup(place.library)).toBeUndefined();
});
