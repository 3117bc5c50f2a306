import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../../src/core/db/index.ts';
import {
  earlierMigrations,
  laterMigration,
  rebuildBriefs,
} from '../../../src/core/db/testing/changedMigrations.ts';
import { libraryIn } from './openWork.ts';
import type { Operation } from './operation.ts';

const rows = 400;
const fileIn = (folder: string): string => join(libraryIn(folder), 'library.sqlite');
const migrations = join(import.meta.dirname, '../../../src/core/db/migrations');

/**
 * Each migration of this version, on the database that its predecessor made, and one that a later
 * version may bring: a table is rebuilt whose rows others refer to.
 */
export async function updates(): Promise<Operation[]> {
  const journal = JSON.parse(await readFile(join(migrations, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  const own = journal.entries.map(({ tag }, number) =>
    update(
      `update ${tag}`,
      (folder) => earlierMigrations(join(folder, 'from'), number),
      (folder) => earlierMigrations(join(folder, 'to'), number + 1),
      number > 0,
    ),
  );
  const later = update(
    'update of a later version',
    async () => migrations,
    (folder) => laterMigration(join(folder, 'to'), rebuildBriefs),
    true,
  );
  return [...own, later];
}

function update(
  name: string,
  from: (folder: string) => Promise<string>,
  to: (folder: string) => Promise<string>,
  hasContent: boolean,
): Operation {
  const open = (folder: string, migrationsFolder: string) =>
    openDatabase(fileIn(folder), { migrationsFolder });
  return {
    name,
    prepare: async (folder) => {
      await mkdir(libraryIn(folder), { recursive: true });
      await to(folder);
      if (!hasContent) return;
      const { $client } = open(folder, await from(folder));
      const insert = $client.prepare(
        'INSERT INTO briefs (id, topic, length_words, count, created_at_ms) VALUES (?, ?, 9, 1, 1)',
      );
      const draft = $client.prepare(
        `INSERT INTO drafts (id, brief_id, text, hook_pattern, why, model_id, created_at_ms)
         VALUES (?, ?, ?, 'question', 'because', 'm', 1)`,
      );
      for (let number = 0; number < rows; number++) {
        insert.run(`b${number}`, `topic ${number} `.repeat(20));
        draft.run(`d${number}`, `b${number}`, `draft ${number}`);
      }
      $client.close();
    },
    run: async (folder, hooks) => {
      hooks.stage('update');
      const { $client } = open(folder, join(folder, 'to'));
      hooks.acknowledge('update');
      $client.close();
    },
    // Opening goes on with the update, as the next start of the program does.
    inspect: async (folder) => {
      const { $client } = open(folder, join(folder, 'to'));
      const number = (sql: string): number => $client.prepare<[], number>(sql).pluck().get() ?? 0;
      const problems = ($client.pragma('integrity_check') as { integrity_check: string }[])
        .map(({ integrity_check: found }) => found)
        .filter((found) => found !== 'ok');
      const counts = {
        migrations: number('SELECT count(*) FROM __drizzle_migrations'),
        briefs: number('SELECT count(*) FROM briefs'),
        drafts: number('SELECT count(*) FROM drafts JOIN briefs ON briefs.id = brief_id'),
      };
      $client.close();
      return { problems, missing: [], counts };
    },
    isDurable: () => false,
  };
}
