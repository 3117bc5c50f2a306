import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { privateFolder } from '../../base/index.ts';
import { type SchemaName, teamSchemaName } from './schemaName.ts';
import type { TeamDatabase } from './teamDatabase.ts';
import { unstorableText } from './unstorableText.ts';

/**
 * Postgres in this process, for a single person without a server: on disk in `directory`, or in
 * memory without one. Only one process may have a directory open.
 */
export async function openPglite(
  directory?: string,
  schema: SchemaName = teamSchemaName,
): Promise<TeamDatabase> {
  if (directory !== undefined) await mkdir(directory, privateFolder);
  const db = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    extensions: { vector },
  });
  return {
    schema,
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
      (await storable(db.query<Row>(sql, [...params]))).rows,
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          schema,
          query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
            (await storable(tx.query<Row>(sql, [...params]))).rows,
        }),
      ),
    exec: async <Row extends object>(sql: string) => {
      const results = await db.exec(sql);
      // Without it an array of a type that was made just now is not known as one.
      await db.refreshArrayTypes();
      return results.flatMap(({ rows }) => rows as Row[]);
    },
    close: () => db.close(),
  };
}

async function storable<Result>(query: Promise<Result>): Promise<Result> {
  try {
    return await query;
  } catch (error) {
    throw unstorableText(error) ?? error;
  }
}
