import { AppError } from '../../base/index.ts';
import { ensureVectorIndex } from '../postgres/ensureVectorIndex.ts';
import { type SchemaName, schemaNameSchema, teamSchemaName } from '../postgres/schemaName.ts';
import type { TeamDatabase, TeamQueries } from '../postgres/teamDatabase.ts';
import { teamSchema, teamSchemaVersion } from '../postgres/teamSchema.ts';

export interface TeamSize {
  bytes: number;
  rows: number;
}

/** What a copy of the team's tables would take: all of it lies in the same database once more. */
export async function teamSize(db: TeamQueries): Promise<TeamSize> {
  const [size] = await db.query<{ bytes: string | null; rows: string | null }>(
    `SELECT sum(pg_total_relation_size(c.oid))::text AS bytes,
       sum(greatest(c.reltuples, 0))::bigint::text AS rows
     FROM pg_class c WHERE c.relnamespace = '${db.schema}'::regnamespace AND c.relkind = 'r'`,
  );
  return { bytes: Number(size?.bytes ?? 0), rows: Number(size?.rows ?? 0) };
}

/**
 * Copies the team's tables with their rows, indexes, functions, policies and grants into a schema
 * of the same database, in one transaction: a crash leaves nothing. Row-level security holds in it
 * as in the original, because the same statements make it. Errors: `branch.noCopy` for a role that
 * does not own the tables or may not make schemas.
 */
export async function copySchema(db: TeamDatabase, target: SchemaName): Promise<void> {
  await refuseOthers(db);
  await db.transaction(async (tx) => {
    // Nobody's sync commits in between, so that the copy is of one moment.
    await tx.query(`LOCK TABLE ${db.schema}.records, ${db.schema}.chunks IN SHARE MODE`);
    for (const statements of teamSchema(target))
      await tx.query(`DO $make$ BEGIN ${statements} END $make$`);
    await tx.query(`UPDATE ${target}.trendroom_schema SET version = ${teamSchemaVersion}`);
    for (const table of await tablesOf(tx)) await copyRows(tx, table, target);
    await tx.query(
      `SELECT setval('${target}.record_seq', last_value, is_called) FROM ${db.schema}.record_seq`,
    );
    await copyGrants(tx, target);
    await tx.query(`COMMENT ON SCHEMA ${target} IS 'A branch of Trendroom; may be dropped.'`);
  });
  for (const { dimensions } of await vectorLengths(db)) {
    await ensureVectorIndex(inSchema(db, target), dimensions);
  }
}

/** Removes a branch's schema with all that is in it. */
export async function dropSchema(db: TeamDatabase, target: SchemaName): Promise<void> {
  if (target === teamSchemaName) throw new Error('The team’s own tables are not a branch.');
  await db.exec(`DROP SCHEMA IF EXISTS ${target} CASCADE`);
}

/** Every branch's schema in this database, whoever made it. */
export async function branchSchemas(
  db: TeamQueries,
): Promise<{ schema: SchemaName; bytes: number }[]> {
  const rows = await db.query<{ name: string; bytes: string }>(
    `SELECT n.nspname AS name, coalesce((SELECT sum(pg_total_relation_size(c.oid))
       FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'), 0)::text AS bytes
     FROM pg_namespace n WHERE n.nspname LIKE 'trendroom\\_branch\\_%' ORDER BY n.nspname`,
  );
  return rows.flatMap(({ name, bytes }) => {
    const schema = schemaNameSchema.safeParse(name);
    return schema.success ? [{ schema: schema.data, bytes: Number(bytes) }] : [];
  });
}

async function refuseOthers(db: TeamQueries): Promise<void> {
  const [may] = await db.query<{ owns: boolean; creates: boolean }>(
    `SELECT pg_has_role(current_user, relowner, 'USAGE') AS owns,
       has_database_privilege(current_database(), 'CREATE') AS creates
     FROM pg_class WHERE oid = '${db.schema}.records'::regclass`,
  );
  if (may?.owns === true && may.creates) return;
  throw new AppError('branch.noCopy', 'Only the owner of the team’s tables can copy them.');
}

/** Workspaces first: the others refer to them. */
async function tablesOf(tx: TeamQueries): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = '${tx.schema}'::regnamespace AND relkind = 'r'
       AND relname <> 'trendroom_schema' ORDER BY relname <> 'workspaces', relname`,
  );
  return rows.map(({ name }) => name);
}

async function copyRows(tx: TeamQueries, table: string, target: SchemaName): Promise<void> {
  // What is generated is generated there, too.
  const columns = await tx.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = '${tx.schema}.${table}'::regclass AND attnum > 0 AND NOT attisdropped
       AND attgenerated = '' ORDER BY attnum`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  await tx.query(
    `INSERT INTO ${target}.${table} (${names}) SELECT ${names} FROM ${tx.schema}.${table}`,
  );
}

/** Who may do what in the original may do it in the copy, and nobody else. */
async function copyGrants(tx: TeamQueries, target: SchemaName): Promise<void> {
  const grants = await tx.query<{ sql: string }>(
    `WITH acls AS (
       SELECT 'SCHEMA' AS what, '' AS name, nspacl AS acl, nspowner AS owner
         FROM pg_namespace WHERE nspname = '${tx.schema}'
       UNION ALL SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
         '.' || quote_ident(relname), relacl, relowner
         FROM pg_class WHERE relnamespace = '${tx.schema}'::regnamespace AND relkind IN ('r', 'S')
       UNION ALL SELECT 'FUNCTION', '.' || quote_ident(proname) || '('
         || pg_get_function_identity_arguments(oid) || ')', proacl, proowner
         FROM pg_proc WHERE pronamespace = '${tx.schema}'::regnamespace)
     SELECT format('REVOKE ALL ON %s %s%s FROM PUBLIC', what, '${target}', name) AS sql
       FROM acls WHERE acl IS NOT NULL
     UNION ALL SELECT format('GRANT %s ON %s %s%s TO %s', privilege_type, what, '${target}', name,
         CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
       FROM acls, aclexplode(acl) WHERE grantee <> owner
     ORDER BY sql DESC`,
  );
  // In descending order: what everybody has by default is revoked first.
  for (const { sql } of grants) await tx.query(sql);
}

async function vectorLengths(db: TeamQueries): Promise<{ dimensions: number }[]> {
  return db.query<{ dimensions: number }>(
    `SELECT substring(indexname FROM 'chunks_embedding_(\\d+)$')::int AS dimensions FROM pg_indexes
     WHERE schemaname = '${db.schema}' AND indexname ~ '^chunks_embedding_\\d+$'`,
  );
}

function inSchema(db: TeamDatabase, schema: SchemaName): TeamDatabase {
  return { ...db, schema };
}
