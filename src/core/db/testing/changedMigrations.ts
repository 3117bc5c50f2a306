import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Copies this version's migrations into `folder` and cuts them after the first `count`: what an
 * earlier version knew.
 */
export async function earlierMigrations(folder: string, count: number): Promise<string> {
  return changedMigrations(folder, (journal) => {
    journal.entries = journal.entries.slice(0, count);
  });
}

/** Copies this version's migrations into `folder` and adds one: what a later version will know. */
export async function laterMigration(folder: string, statements: string[]): Promise<string> {
  const made = await changedMigrations(folder, (journal) => {
    const last = journal.entries.at(-1);
    if (last === undefined) throw new Error('there are no migrations');
    journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'later' });
  });
  await writeFile(join(made, 'later.sql'), statements.join('\n--> statement-breakpoint\n'));
  return made;
}

async function changedMigrations(
  folder: string,
  change: (journal: Journal) => void,
): Promise<string> {
  await cp(migrations, folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(file, 'utf8')) as Journal;
  change(journal);
  await writeFile(file, JSON.stringify(journal));
  return folder;
}

/** As drizzle-kit changes a column: the table is made anew and the old one dropped. */
export const rebuildBriefs = [
  `CREATE TABLE new_briefs (id text PRIMARY KEY NOT NULL, topic text NOT NULL, audience text,
    tone text, length_words integer NOT NULL, count integer NOT NULL,
    created_at_ms integer NOT NULL, language text)`,
  `INSERT INTO new_briefs (id, topic, audience, tone, length_words, count, created_at_ms)
    SELECT id, topic, audience, tone, length_words, count, created_at_ms FROM briefs`,
  'DROP TABLE briefs',
  'ALTER TABLE new_briefs RENAME TO briefs',
];
