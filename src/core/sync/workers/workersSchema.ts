import type { SchemaName } from '../postgres/schemaName.ts';
import { isMember } from '../postgres/teamSchema.ts';

/** pg-boss's own tables. */
export const queueSchema = 'trendroom_queue';
/** Of the pg-boss that package.json names; a test holds them together. */
export const bossSchemaVersion = 46;
/** What pg-boss has no table for: answers on their way back, and the workers. */
export const workersSchema = 'trendroom_workers';
export const workersSchemaVersion = 2;
/** An answer that is longer is refused; the same limit as for a server's. */
export const maxAnswerBytes = 64_000_000;

const day = 86_400;
/**
 * How pg-boss treats a row. A worker that is lost costs one try; a row that no try could answer
 * is a dead letter. Rows and dead letters wait for a year: devices are offline for weeks.
 */
const rowOptions = {
  policy: 'standard',
  ...{ retryLimit: 3, retryDelay: 2, retryBackoff: true, retryDelayMax: 120 },
  ...{ expireInSeconds: day / 4, retentionSeconds: 365 * day, deleteAfterSeconds: day },
  warningQueueSize: 0,
};

/** The tables beside pg-boss's. */
export const workersTables = (team: SchemaName): string => `
CREATE SCHEMA IF NOT EXISTS ${workersSchema};
CREATE TABLE ${workersSchema}.workers_schema (version integer NOT NULL);
INSERT INTO ${workersSchema}.workers_schema VALUES (1);

CREATE TABLE ${workersSchema}.answers (
  workspace_id text NOT NULL REFERENCES ${team}.workspaces ON DELETE CASCADE,
  job_id uuid NOT NULL,
  device_id text NOT NULL,
  batch_id text NOT NULL,
  custom_id text NOT NULL,
  answer text NOT NULL CHECK (length(answer) <= ${maxAnswerBytes}),
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, job_id)
);
CREATE INDEX answers_batch ON ${workersSchema}.answers (workspace_id, device_id, batch_id);
CREATE TABLE ${workersSchema}.workers (
  workspace_id text NOT NULL REFERENCES ${team}.workspaces ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  kinds text[] NOT NULL,
  answers_with text NOT NULL,
  under_way integer NOT NULL,
  done bigint NOT NULL,
  failed bigint NOT NULL,
  rows_per_second real NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  db_role text NOT NULL DEFAULT current_user,
  PRIMARY KEY (workspace_id, id)
);`;

/**
 * Who may touch the tables and pg-boss's; made anew whenever either changed. A queue is called
 * `workspace/kind`. Its rows, answers and workers are for those who may write in the workspace:
 * a viewer reads none of them, because rows quote texts of others' videos that nobody shared.
 * Members cannot make or rename queues, because pg-boss writes a queue's name and table into its
 * SQL: queues are made by `make_queues` alone, with fixed options, and for editors alone.
 * A worker's role is the one that it logged in as.
 */
export const workersRules = (team: SchemaName): string => `
CREATE OR REPLACE FUNCTION ${workersSchema}.make_queues(workspace text, kinds text[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kind text;
BEGIN
  -- Within the function current_user is its owner.
  IF workspace !~ '^[A-Za-z0-9_-]+$'
    OR NOT EXISTS (SELECT FROM ${team}.workspaces WHERE id = workspace)
    OR NOT (
      EXISTS (SELECT FROM ${team}.members WHERE workspace_id = workspace
        AND db_role = session_user::text AND role IN ('owner', 'editor'))
      OR pg_has_role(session_user,
        (SELECT relowner FROM pg_class WHERE oid = '${team}.workspaces'::regclass), 'USAGE')) THEN
    RAISE EXCEPTION '% has no workspace % to make queues in.', session_user, workspace
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM ${queueSchema}.create_queue(workspace || '/dead', '${JSON.stringify(rowOptions)}');
  FOREACH kind IN ARRAY kinds LOOP
    IF kind !~ '^[a-z]{1,40}$' THEN RAISE EXCEPTION 'There is no kind %.', kind; END IF;
    PERFORM ${queueSchema}.create_queue(workspace || '/' || kind,
      '${JSON.stringify(rowOptions)}'::jsonb || jsonb_build_object('deadLetter', workspace || '/dead'));
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION ${workersSchema}.set_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.db_role := session_user;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER set_role BEFORE INSERT OR UPDATE ON ${workersSchema}.workers
  FOR EACH ROW EXECUTE FUNCTION ${workersSchema}.set_role();

${['answers', 'workers'].map((table) => policyOf(`${workersSchema}.${table}`, editorOf(team, 'workspace_id'))).join('')}
DROP POLICY IF EXISTS own ON ${workersSchema}.workers;
CREATE POLICY own ON ${workersSchema}.workers AS RESTRICTIVE FOR UPDATE
  USING (db_role = session_user::text);
${['queue', 'job', 'job_common'].map((table) => policyOf(`${queueSchema}.${table}`, editorOf(team, workspaceIn('name')))).join('')}
${policyOf(
  `${queueSchema}.job_dependency`,
  `${editorOf(team, workspaceIn('child_name'))} AND ${editorOf(team, workspaceIn('parent_name'))}`,
)}
UPDATE ${workersSchema}.workers_schema SET version = ${workersSchemaVersion};`;

const workspaceIn = (name: string): string => `split_part(${name}, '/', 1)`;

const editorOf = (team: SchemaName, column: string): string =>
  isMember(team, { column, mayWrite: true });

/** `see` was version 1's policy for viewers. */
function policyOf(table: string, condition: string): string {
  return `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS see ON ${table};
DROP POLICY IF EXISTS change ON ${table};
CREATE POLICY change ON ${table} USING (${condition}) WITH CHECK (${condition});`;
}
