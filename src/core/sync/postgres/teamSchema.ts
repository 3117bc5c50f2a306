import type { SchemaName } from './schemaName.ts';

/** Version of the tables that this program writes. */
export const teamSchemaVersion = 2;

/**
 * Each version's statements, oldest first. A version once released never changes.
 *
 * `records.seq` is given under a lock of the workspace, so that its order is the order in which
 * changes became visible: a cursor never passes over one. Row-level security lets a database role
 * see the workspaces that `members` names it in, and write when it is not a viewer. A role sees its
 * own memberships alone; version 1 had a function that told anyone's. The indexes of vectors come
 * after the first sync (ensureVectorIndex.ts).
 */
export const teamSchema = (schema: SchemaName): readonly string[] => [
  `
CREATE EXTENSION IF NOT EXISTS vector;
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE ${schema}.trendroom_schema (version integer NOT NULL);
INSERT INTO ${schema}.trendroom_schema VALUES (0);

CREATE TABLE ${schema}.workspaces (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE ${schema}.members (
  workspace_id text NOT NULL REFERENCES ${schema}.workspaces ON DELETE CASCADE,
  db_role text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  PRIMARY KEY (workspace_id, db_role)
);
CREATE SEQUENCE ${schema}.record_seq;
CREATE TABLE ${schema}.records (
  workspace_id text NOT NULL REFERENCES ${schema}.workspaces ON DELETE CASCADE,
  kind text NOT NULL,
  id text NOT NULL,
  fields jsonb NOT NULL,
  clocks jsonb NOT NULL,
  others jsonb NOT NULL,
  seen jsonb NOT NULL,
  deleted_at jsonb,
  seq bigint NOT NULL,
  pushed_in text NOT NULL,
  PRIMARY KEY (workspace_id, kind, id)
);
CREATE INDEX records_seq ON ${schema}.records (workspace_id, seq);
CREATE TABLE ${schema}.chunks (
  workspace_id text NOT NULL REFERENCES ${schema}.workspaces ON DELETE CASCADE,
  id text NOT NULL,
  video_id text NOT NULL,
  kind text NOT NULL,
  start_ms integer NOT NULL,
  end_ms integer NOT NULL,
  text text NOT NULL,
  model text,
  embedding halfvec,
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX chunks_words ON ${schema}.chunks USING gin (words);

CREATE FUNCTION ${schema}.workspaces_of(who text, may_write boolean) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT workspace_id FROM ${schema}.members
    WHERE db_role = who AND (NOT may_write OR role IN ('owner', 'editor'))
  $$;
ALTER TABLE ${schema}.workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${schema}.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${schema}.records ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${schema}.chunks ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON ${schema}.workspaces FOR SELECT
  USING (id IN (SELECT ${schema}.workspaces_of(current_user::text, false)));
CREATE POLICY see ON ${schema}.members FOR SELECT
  USING (workspace_id IN (SELECT ${schema}.workspaces_of(current_user::text, false)));
${['records', 'chunks'].map((table) => firstPolicies(schema, table)).join('')}
`,
  `
ALTER POLICY see ON ${schema}.members USING (db_role = current_user::text);
ALTER POLICY see ON ${schema}.workspaces USING ${isMember(schema, { column: 'id', mayWrite: false })};
${['records', 'chunks'].map((table) => policiesOf(schema, table)).join('')}
-- With the queue's policies that use it, which the owner's next connection makes anew: until then
-- nobody else sees the queue.
DROP FUNCTION ${schema}.workspaces_of(text, boolean) CASCADE;
`,
];

/** SQL: the role that asks is in the workspace that a column names, as one who may write. */
export function isMember(
  schema: SchemaName,
  { column, mayWrite }: { column: string; mayWrite: boolean },
): string {
  const roles = mayWrite ? " AND m.role IN ('owner', 'editor')" : '';
  return `(${column} IN (SELECT m.workspace_id FROM ${schema}.members m
    WHERE m.db_role = current_user::text${roles}))`;
}

function firstPolicies(schema: SchemaName, table: string): string {
  const mine = (mayWrite: boolean): string =>
    `workspace_id IN (SELECT ${schema}.workspaces_of(current_user::text, ${mayWrite}))`;
  return `
CREATE POLICY see ON ${schema}.${table} FOR SELECT USING (${mine(false)});
CREATE POLICY add ON ${schema}.${table} FOR INSERT WITH CHECK (${mine(true)});
CREATE POLICY change ON ${schema}.${table} FOR UPDATE
  USING (${mine(true)}) WITH CHECK (${mine(true)});
CREATE POLICY remove ON ${schema}.${table} FOR DELETE USING (${mine(true)});`;
}

function policiesOf(schema: SchemaName, table: string): string {
  const mine = (mayWrite: boolean): string =>
    isMember(schema, { column: 'workspace_id', mayWrite });
  return `
ALTER POLICY see ON ${schema}.${table} USING ${mine(false)};
ALTER POLICY add ON ${schema}.${table} WITH CHECK ${mine(true)};
ALTER POLICY change ON ${schema}.${table} USING ${mine(true)} WITH CHECK ${mine(true)};
ALTER POLICY remove ON ${schema}.${table} USING ${mine(true)};`;
}
