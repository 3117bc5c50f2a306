import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../base/index.ts';
import { tidyLibrary } from '../../library/tidyLibrary.ts';
import type { Library } from '../library.ts';
import { lockFile } from '../locks/fileLock.ts';
import { type LibraryDatabase, openDatabase } from '../openDatabase.ts';
import { openLibrary } from '../openLibrary.ts';
import { createInlineReaders } from '../readers/inlineReaders.ts';
import { vectorTableSql } from '../schema/videos/vectorTable.ts';
import { laterMigration, rebuildBriefs } from '../testing/changedMigrations.ts';

let folder = '';
let directory = '';
let file = '';
let copy = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-update-'));
  directory = join(folder, 'library');
  file = join(directory, 'library.sqlite');
  copy = join(directory, 'library.before-update.sqlite');
  await mkdir(directory);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const later = (statements: string[]): Promise<string> =>
  laterMigration(join(folder, 'migrations'), statements);

/** A library of this version with a draft and two vectors, closed. */
function makeLibrary(): void {
  const { $client } = openDatabase(file);
  $client.exec(`
    INSERT INTO briefs (id, topic, length_words, count, created_at_ms) VALUES ('b1', 'pans', 9, 1, 1);
    INSERT INTO drafts (id, brief_id, text, hook_pattern, why, model_id, created_at_ms)
      VALUES ('d1', 'b1', 'Stop scrubbing', 'question', 'because', 'm', 1);
    INSERT INTO embedding_spaces VALUES (1, 'm', 'v', 2, 'active');
    ${vectorTableSql(1, 2)}
    INSERT INTO chunk_vectors_1 (rowid, vector) VALUES (1, '[9, 9]'), (7, '[1, 0]'), (9, '[0, 1]');
    DELETE FROM chunk_vectors_1 WHERE rowid = 1;
  `);
  $client.close();
}

const drafts = ({ $client }: Pick<LibraryDatabase, '$client'>): unknown =>
  $client.prepare('SELECT text FROM drafts').pluck().all();

test('an update that makes a table anew keeps what refers to its rows', async () => {
  makeLibrary();
  const db = openDatabase(file, { migrationsFolder: await later(rebuildBriefs) });
  expect(drafts(db)).toEqual(['Stop scrubbing']);
  expect(db.$client.prepare('SELECT topic, language FROM briefs').get()).toEqual({
    topic: 'pans',
    language: null,
  });
  // From here on as always: a draft goes with its brief.
  db.$client.exec('DELETE FROM briefs');
  expect(drafts(db)).toEqual([]);
  db.$client.close();
});

test('the copy from before an update is a whole library, and goes at the start after it', async () => {
  makeLibrary();
  const migrationsFolder = await later(['ALTER TABLE briefs ADD language text']);
  const seen: string[] = [];
  openDatabase(file, { migrationsFolder, onUpdated: () => seen.push('updated') }).$client.close();
  openDatabase(file, { migrationsFolder, onUpdated: () => seen.push('again') }).$client.close();
  expect(seen).toEqual(['updated']);

  const before = new Database(copy, { readonly: true });
  sqliteVec.load(before);
  expect(drafts({ $client: before })).toEqual(['Stop scrubbing']);
  expect(
    before
      .prepare("SELECT rowid FROM chunk_vectors_1 WHERE vector MATCH '[0, 1]' AND k = 1")
      .pluck()
      .all(),
  ).toEqual([9]);
  expect(before.pragma('table_info(briefs)')).not.toContainEqual(
    expect.objectContaining({ name: 'language' }),
  );
  before.close();

  const started = (wasUpdated: boolean): boolean => {
    const db = openDatabase(file, { migrationsFolder });
    const library: Library = {
      ...{ directory, clock: systemClock, db, wasUpdated },
      readers: createInlineReaders(() => library),
      close: () => void db.$client.close(),
    };
    tidyLibrary(library);
    library.close();
    return existsSync(copy);
  };
  expect([started(true), started(false)]).toEqual([true, false]);
});

test.each([
  ['a statement fails', ['ALTER TABLE briefs ADD language text', 'DROP TABLE nowhere'], 'nowhere'],
  [
    'rows lose what they refer to',
    ['ALTER TABLE briefs ADD language text', 'DELETE FROM briefs'],
    '1 dangling references from drafts to briefs',
  ],
])('when %s the library is as it was, and opens', async (_, statements, reason) => {
  makeLibrary();
  const migrationsFolder = await later(statements);
  const update = (): LibraryDatabase => openDatabase(file, { migrationsFolder });
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(update).toThrow(
      expect.objectContaining({
        code: 'library.updateFailed',
        message: expect.stringContaining(reason),
      }),
    );
    expect(existsSync(copy)).toBe(true);
  }
  const library = openLibrary({ directory, clock: systemClock });
  expect(drafts(library.db)).toEqual(['Stop scrubbing']);
  expect(library.db.$client.pragma('table_info(briefs)')).toHaveLength(7);
  expect(library.wasUpdated).toBe(false);
  tidyLibrary(library);
  expect(existsSync(copy)).toBe(false);
  library.close();
});

test('references that were broken before do not keep a library from its update', async () => {
  makeLibrary();
  const before = new Database(file);
  before.pragma('foreign_keys = OFF');
  before.exec("UPDATE drafts SET brief_id = 'gone'");
  before.close();
  const db = openDatabase(file, { migrationsFolder: await later(rebuildBriefs) });
  expect(drafts(db)).toEqual(['Stop scrubbing']);
  db.$client.close();
});

test('without room for the copy nothing is changed, and the error says how much is needed', async () => {
  makeLibrary();
  const migrationsFolder = await later(rebuildBriefs);
  const update = (): unknown =>
    openDatabase(file, { migrationsFolder, freeBytesOf: () => 100_000 });
  expect(update).toThrow(
    expect.objectContaining({
      code: 'disk.full',
      message: expect.stringMatching(/needs [12] MB free, but has 0 MB\..*Free some space/),
    }),
  );
  expect(existsSync(copy)).toBe(false);
  const { $client } = openDatabase(file);
  expect($client.pragma('table_info(briefs)')).toHaveLength(7);
  $client.close();
});

test('one process updates a library, another waits and finds it done', async () => {
  makeLibrary();
  const migrationsFolder = await later(rebuildBriefs);
  const lock = lockFile(join(directory, 'update.lock.sqlite'));
  const update = (): unknown =>
    openDatabase(file, { migrationsFolder, waitForUpdateMs: 50 }).$client.close();
  expect(update).toThrow(expect.objectContaining({ code: 'library.inUse' }));
  lock?.release();
  expect(update).not.toThrow();
});

test('a database that is a copy itself is updated without a further one', async () => {
  makeLibrary();
  const migrationsFolder = await later(rebuildBriefs);
  const db = openDatabase(file, { migrationsFolder, copiesBeforeUpdate: false });
  expect(drafts(db)).toEqual(['Stop scrubbing']);
  db.$client.close();
  // Nothing else stays in its folder, which a restore puts into the library.
  expect(await readdir(directory)).toEqual(['library.sqlite']);
});

test('a new library, and one of this version, are not copied', () => {
  makeLibrary();
  openDatabase(file).$client.close();
  expect(existsSync(copy)).toBe(false);
});
