import Database from 'better-sqlite3';
import type { MigrationMeta } from 'drizzle-orm/migrator';
import * as sqliteVec from 'sqlite-vec';
import { AppError } from '../../base/index.ts';
import { vectorTableSql } from '../schema/videos/vectorTable.ts';
import { applyMigrations } from './applyMigrations.ts';

interface SchemaObject {
  type: string;
  name: string;
  table: string;
  sql: string;
}

/** SQLite's own, which hold statistics and counters. */
const internal = /^sqlite_(sequence|stat[134])$/;

/** What a library has whose migrations are these; making it takes 40 ms. */
const expected = new Map<string, SchemaObject[]>();

/**
 * Compares what a database consists of with what these migrations make of an empty one. Triggers,
 * views and constraints are code that runs in every later use of a library: a stranger's would take
 * back what the user decides. So a library has ours and no others.
 * Errors: `library.corrupt`, with the names.
 */
export function refuseForeignSchema(
  connection: Database.Database,
  migrations: readonly MigrationMeta[],
): void {
  const known = expectedSchema(migrations);
  const found = objectsOf(connection);
  const isVector = ({ name, table }: SchemaObject): boolean =>
    /^chunk_vectors_/.test(name) || /^chunk_vectors_/.test(table);
  refuseDifferences(
    known,
    found.filter((object) => !isVector(object)),
  );
  // From here on the table of spaces is known to be one.
  const vectors = found.filter(isVector);
  const hasSpaces = known.some(({ name }) => name === 'embedding_spaces');
  refuseDifferences(hasSpaces ? vectorObjects(connection) : [], vectors);
}

function refuseDifferences(known: readonly SchemaObject[], found: readonly SchemaObject[]): void {
  const virtual = known.filter(({ sql }) => sql.startsWith('CREATE VIRTUAL TABLE'));
  const isShadow = ({ type, name, table }: SchemaObject): boolean =>
    (type === 'table' || (type === 'index' && name.startsWith('sqlite_autoindex_'))) &&
    virtual.some((owner) => table.startsWith(`${owner.name}_`));
  const keyOf = ({ type, name, table, sql }: SchemaObject): string =>
    JSON.stringify([type, name, table, sql]);
  const left = new Map(
    known.filter((object) => !isShadow(object)).map((object) => [keyOf(object), object]),
  );
  const foreign = found.filter(
    (object) =>
      !left.delete(keyOf(object)) &&
      // Tables of their modules' own, without code; another version may name others.
      !isShadow(object),
  );
  const different = [...foreign, ...left.values()].map(({ type, name }) => `${type} ${name}`);
  if (different.length === 0) return;
  const shown = [...new Set(different)].slice(0, 5).join(', ').slice(0, 300);
  throw new AppError(
    'library.corrupt',
    `The database does not consist of what Trendroom makes: ${shown}.`,
  );
}

function expectedSchema(migrations: readonly MigrationMeta[]): SchemaObject[] {
  const key = migrations.map(({ hash }) => hash).join();
  const cached = expected.get(key);
  if (cached !== undefined) return cached;
  const made = inMemory((memory) => {
    if (migrations.length > 0) applyMigrations(memory, migrations);
  });
  expected.set(key, made);
  return made;
}

function vectorObjects(connection: Database.Database): SchemaObject[] {
  const spaces = connection
    .prepare<[], { id: number; dimensions: number }>('SELECT id, dimensions FROM embedding_spaces')
    .all();
  return inMemory((memory) => {
    memory.exec('CREATE TABLE chunks (id)');
    for (const { id, dimensions } of spaces) memory.exec(vectorTableSql(id, dimensions));
  }).filter(({ name }) => name !== 'chunks');
}

function inMemory(make: (memory: Database.Database) => void): SchemaObject[] {
  const memory = new Database(':memory:');
  try {
    sqliteVec.load(memory);
    make(memory);
    return objectsOf(memory);
  } finally {
    memory.close();
  }
}

function objectsOf(connection: Database.Database): SchemaObject[] {
  return connection
    .prepare<[], { type: string; name: string; table: string; sql: string | null }>(
      'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema',
    )
    .all()
    .filter(({ type, name }) => type !== 'table' || !internal.test(name))
    .map(({ sql, ...object }) => {
      // Drizzle's own migrator wrote it in other words.
      const isPlain = object.type === 'table' && object.name === '__drizzle_migrations';
      return { ...object, sql: isPlain ? '' : (sql ?? '').replace(/\s+/g, ' ') };
    });
}
