import type { SchemaName } from '../postgres/schemaName.ts';

/** pg-boss's own tables. */
export const queueSchema = 'trendroom_queue';
/** Of the pg-boss that package.json names; a test holds them together. */
export const bossSchemaVersion = 46;
/** What pg-boss has no table for: answers on their way back, and the workers. */
export const workersSchema = 'trendroom_workers';
export const workersSchemaVersion = 1;
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

/**
 * The tables beside pg-boss's, and who may touch either. Row-level security goes by workspace: a
 * queue is called `workspace/kind`. Members cannot make or rename queues, because pg-boss writes a
 * queue's name and table into its SQL: queues are made by `make_queues` alone, with fixed options.
 */
export const workersTables = (team: SchemaName): string => `
CREATE SCHEMA IF NOT EXISTS ${workersSchema};
CREATE TABLE ${workersSchema}.workers_schema (version integer NOT NULL);
INSERT INTO ${workersSchema}.workers_schema VALUES (${workersSchemaVersion});

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
);

CREATE FUNCTION ${workersSchema}.make_queues(workspace text, kinds text[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kind text;
BEGIN
  IF workspace !~ '^[A-Za-z0-9_-]+$'
    OR NOT EXISTS (SELECT FROM ${team}.workspaces WHERE id = workspace) THEN
    RAISE EXCEPTION 'There is no workspace %.', workspace;
  END IF;
  PERFORM ${queueSchema}.create_queue(workspace || '/dead', '${JSON.stringify(rowOptions)}');
  FOREACH kind IN ARRAY kinds LOOP
    IF kind !~ '^[a-z]{1,40}$' THEN RAISE EXCEPTION 'There is no kind %.', kind; END IF;
    PERFORM ${queueSchema}.create_queue(workspace || '/' || kind,
      '${JSON.stringify(rowOptions)}'::jsonb || jsonb_build_object('deadLetter', workspace || '/dead'));
  END LOOP;
END $$;
${['answers', 'workers'].map((table) => policiesOf(team, `${workersSchema}.${table}`, 'workspace_id')).join('')}`;

/** Made again after pg-boss has changed its tables. */
export const queuePolicies = (team: SchemaName): string =>
  ['queue', 'job', 'job_common']
    .map((table) => policiesOf(team, `${queueSchema}.${table}`, "split_part(name, '/', 1)"))
    .join('');

function policiesOf(team: SchemaName, table: string, workspace: string): string {
  const mine = (mayWrite: boolean): string =>
    `(${workspace} IN (SELECT ${team}.workspaces_of(current_user::text, ${mayWrite})))`;
  return `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS see ON ${table};
DROP POLICY IF EXISTS change ON ${table};
CREATE POLICY see ON ${table} FOR SELECT USING ${mine(false)};
CREATE POLICY change ON ${table} USING ${mine(true)} WITH CHECK ${mine(true)};`;
}
