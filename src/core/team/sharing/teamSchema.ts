/** Version of the tables that this program writes. */
export const teamSchemaVersion = 1;

/**
 * Each version's statements, oldest first. A version once released never changes.
 *
 * `records.seq` is given under a lock of the workspace, so that its order is the order in which
 * changes became visible: a cursor never passes over one. Row-level security lets a database role
 * see the workspaces that `members` names it in, and write when it is not a viewer. The indexes of
 * vectors come after the first sync (ensureVectorIndex.ts).
 */
export const teamSchema: readonly string[] = [
  `
CREATE EXTENSION IF NOT EXISTS vector;
CREATE SCHEMA IF NOT EXISTS trendroom;
CREATE TABLE trendroom.trendroom_schema (version integer NOT NULL);
INSERT INTO trendroom.trendroom_schema VALUES (0);

CREATE TABLE trendroom.workspaces (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE trendroom.members (
  workspace_id text NOT NULL REFERENCES trendroom.workspaces ON DELETE CASCADE,
  db_role text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  PRIMARY KEY (workspace_id, db_role)
);
CREATE SEQUENCE trendroom.record_seq;
CREATE TABLE trendroom.records (
  workspace_id text NOT NULL REFERENCES trendroom.workspaces ON DELETE CASCADE,
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
CREATE INDEX records_seq ON trendroom.records (workspace_id, seq);
CREATE TABLE trendroom.chunks (
  workspace_id text NOT NULL REFERENCES trendroom.workspaces ON DELETE CASCADE,
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
CREATE INDEX chunks_words ON trendroom.chunks USING gin (words);

CREATE FUNCTION trendroom.workspaces_of(who text, may_write boolean) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = trendroom, pg_temp AS $$
    SELECT workspace_id FROM trendroom.members
    WHERE db_role = who AND (NOT may_write OR role IN ('owner', 'editor'))
  $$;
ALTER TABLE trendroom.workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE trendroom.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE trendroom.records ENABLE ROW LEVEL SECURITY;
ALTER TABLE trendroom.chunks ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trendroom.workspaces FOR SELECT
  USING (id IN (SELECT trendroom.workspaces_of(current_user::text, false)));
CREATE POLICY see ON trendroom.members FOR SELECT
  USING (workspace_id IN (SELECT trendroom.workspaces_of(current_user::text, false)));
${['records', 'chunks'].map(policiesOf).join('')}
`,
];

function policiesOf(table: string): string {
  const mine = (mayWrite: boolean): string =>
    `workspace_id IN (SELECT trendroom.workspaces_of(current_user::text, ${mayWrite}))`;
  return `
CREATE POLICY see ON trendroom.${table} FOR SELECT USING (${mine(false)});
CREATE POLICY add ON trendroom.${table} FOR INSERT WITH CHECK (${mine(true)});
CREATE POLICY change ON trendroom.${table} FOR UPDATE
  USING (${mine(true)}) WITH CHECK (${mine(true)});
CREATE POLICY remove ON trendroom.${table} FOR DELETE USING (${mine(true)});`;
}
