import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../base/index.ts';
import { openLibrary } from '../../db/openLibrary.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../../host/index.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { backupLibrary } from './backupLibrary.ts';
import { createBackupSeal } from './backupSeal.ts';
import { restoreLibrary } from './restoreLibrary.ts';

let place: TemporaryLibrary;
let backup = '';
const seal = createBackupSeal(createMemorySecrets());
beforeEach(async () => {
  place = await temporaryLibrary();
  backup = join(place.folder, 'library.tar');
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
});
afterEach(() => place.remove());

const unknown = { code: 'backup.unknownOrigin' };

test('a backup of this library and computer is restored without a question', async () => {
  await backupLibrary(place.library, backup, { seal });
  expect(await restoreLibrary(place.library, backup, { seal })).toMatchObject({ videos: 1 });
});

test('one of another computer, or without a seal, is refused before anything is written', async () => {
  const other = createBackupSeal(createMemorySecrets());
  await backupLibrary(place.library, backup, { seal: other });
  await expect(restoreLibrary(place.library, backup, { seal })).rejects.toMatchObject(unknown);
  await backupLibrary(place.library, backup);
  await expect(restoreLibrary(place.library, backup, { seal })).rejects.toMatchObject(unknown);
  // The user says that it is to be trusted.
  expect(await restoreLibrary(place.library, backup)).toMatchObject({ videos: 1 });
  openLibrary({ directory: place.library.directory, clock: systemClock }).close();
});

test('a manifest that was changed has lost its seal', async () => {
  await backupLibrary(place.library, backup, { seal });
  const bytes = await readFile(backup, 'latin1');
  const changed = bytes.replace(/"videos":1/, '"videos":7');
  expect(changed).not.toBe(bytes);
  await writeFile(backup, changed, 'latin1');
  await expect(restoreLibrary(place.library, backup, { seal })).rejects.toMatchObject(unknown);
});
