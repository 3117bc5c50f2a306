import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../base/index.ts';
import { databaseName } from '../databaseFile.ts';
import { openLibrary } from '../openLibrary.ts';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));
const cache = fileURLToPath(
  new URL('../../../../node_modules/.cache/trendroom-tests', import.meta.url),
);

let template: string | undefined;

/**
 * Puts an empty, migrated database into a library's new folder, so that opening it has nothing
 * to migrate. Migrating costs 40 ms of a processor, a copy 1 ms; the tests open a thousand.
 */
export function copyTemplateDatabase(directory: string): void {
  template ??= templateDatabase();
  mkdirSync(directory, { recursive: true });
  copyFileSync(template, join(directory, databaseName));
}

/** The file of this very schema; the first test process that needs it migrates it. */
function templateDatabase(): string {
  const file = join(cache, `library-${migrationsHash()}.sqlite`);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'making-'));
  try {
    openLibrary({ directory, clock: systemClock }).close();
    // Another process may have made it meanwhile; the two are the same.
    renameSync(join(directory, databaseName), file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return file;
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(migrations, name);
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
