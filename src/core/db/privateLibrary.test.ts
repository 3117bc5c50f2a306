import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobIdSchema } from '../../contract/index.ts';
import { createFileLocator } from '../api/files/createFileLocator.ts';
import { systemClock } from '../base/index.ts';
import { createFileLogger, createFileRoutes } from '../host/index.ts';
import { WorkFiles } from '../ingest/media/workFiles.ts';
import { backupLibrary } from '../library/index.ts';
import { addSampleVideo } from '../library/testing/sampleVideo.ts';
import { type Library, openLibrary } from './index.ts';

const umask = process.umask();
let folder = '';
let library: Library | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trendroom-private-'));
  process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  library?.close();
  rmSync(folder, { recursive: true });
});

/** What others of the machine may do with anything below. */
function openToOthers(below: string): string[] {
  return ['', ...readdirSync(below, { recursive: true, encoding: 'utf8' })]
    .map((name) => join(below, name))
    .filter((path) => (statSync(path).mode & 0o077) !== 0)
    .map((path) => relative(folder, path));
}

test.runIf(process.platform !== 'win32')(
  'whatever the umask, nobody else reads a library, its log, uploads, work and backups',
  async () => {
    const directory = join(folder, 'library');
    const logger = await createFileLogger(directory);
    library = openLibrary({ directory, clock: systemClock });
    logger.info('hello');
    await addSampleVideo(
      { library, folder, remove: async () => {} },
      { name: 'a.mp4', bytes: 'a' },
    );
    const upload = new Request(`http://host/uploads/${crypto.randomUUID()}/a.mp4`, {
      ...{ method: 'PUT', body: 'x' },
    });
    expect((await createFileRoutes(createFileLocator(library))(upload)).status).toBe(200);
    await new WorkFiles(library, jobIdSchema.parse('job')).write(
      'frames.json',
      { changed: [] },
      [],
    );
    await backupLibrary(library, join(directory, 'backups', 'a.tar'));
    const names = readdirSync(directory).sort();
    expect(names).toEqual(
      expect.arrayContaining(['backups', 'library.sqlite', 'library.sqlite-wal', 'logs', 'media']),
    );
    expect(openToOthers(directory)).toEqual([]);
  },
);

test.runIf(process.platform !== 'win32')(
  'a library that others could read is closed to them when it is opened; the rest stays',
  () => {
    const directory = join(folder, 'library');
    openLibrary({ directory, clock: systemClock }).close();
    mkdirSync(join(directory, 'media'));
    mkdirSync(join(directory, 'my notes'));
    writeFileSync(join(directory, 'report.txt'), '');
    for (const name of ['', 'library.sqlite', 'media', 'report.txt', 'my notes']) {
      chmodSync(join(directory, name), name.includes('.') ? 0o644 : 0o755);
    }
    library = openLibrary({ directory, clock: systemClock });
    expect(openToOthers(directory).sort()).toEqual(['library/my notes', 'library/report.txt']);
  },
);
