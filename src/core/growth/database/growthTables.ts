import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';

/**
 * Each version's statements, oldest first; a version once released never changes. Postgres of a server
 * and PGlite run the same. Events are partitioned by month; a primary key across partitions must hold
 * the time, so the idempotency keys have a table of their own.
 */
const versions = (schema: string): readonly string[] => [
  `
CREATE TABLE ${schema}.growth_events (
  id text NOT NULL,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  name text NOT NULL,
  person text NOT NULL,
  properties jsonb NOT NULL,
  is_bot boolean NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX growth_events_person ON ${schema}.growth_events (person);
CREATE INDEX growth_events_at ON ${schema}.growth_events (at, name);
CREATE TABLE ${schema}.growth_event_keys (
  id text PRIMARY KEY,
  person text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX growth_event_keys_person ON ${schema}.growth_event_keys (person);
CREATE INDEX growth_event_keys_at ON ${schema}.growth_event_keys (at);
CREATE TABLE ${schema}.growth_rejected (
  key text PRIMARY KEY,
  received_at timestamptz NOT NULL,
  person text,
  reason text NOT NULL,
  raw jsonb NOT NULL
);
CREATE TABLE ${schema}.growth_forgotten (person_hash text PRIMARY KEY, forgotten_at timestamptz NOT NULL);
CREATE TABLE ${schema}.growth_left_out (reason text PRIMARY KEY, events bigint NOT NULL);
CREATE TABLE ${schema}.growth_days (
  day date NOT NULL,
  name text NOT NULL,
  events bigint NOT NULL,
  people bigint NOT NULL,
  PRIMARY KEY (day, name)
);
CREATE TABLE ${schema}.growth_changed_days (day date PRIMARY KEY);
CREATE TABLE ${schema}.growth_units (
  experiment text NOT NULL,
  person text NOT NULL,
  variant text NOT NULL,
  exposed_at timestamptz NOT NULL,
  is_multiple boolean NOT NULL,
  PRIMARY KEY (experiment, person)
);
CREATE INDEX growth_units_person ON ${schema}.growth_units (person);
CREATE TABLE ${schema}.growth_unit_measures (
  experiment text NOT NULL,
  person text NOT NULL,
  measure text NOT NULL,
  variant text NOT NULL,
  is_multiple boolean NOT NULL,
  events bigint NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (experiment, measure, person)
);
CREATE INDEX growth_unit_measures_person ON ${schema}.growth_unit_measures (person);
CREATE TABLE ${schema}.growth_experiments (
  id text PRIMARY KEY,
  salt text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  stopped_at timestamptz,
  stop_rule jsonb
);
CREATE TABLE ${schema}.growth_experiment_versions (
  experiment_id text NOT NULL REFERENCES ${schema}.growth_experiments,
  version integer NOT NULL,
  written_at timestamptz NOT NULL,
  spec jsonb NOT NULL,
  PRIMARY KEY (experiment_id, version)
);
CREATE TABLE ${schema}.growth_experiment_decisions (
  experiment_id text NOT NULL REFERENCES ${schema}.growth_experiments,
  number integer NOT NULL,
  decided_at timestamptz NOT NULL,
  decision jsonb NOT NULL,
  PRIMARY KEY (experiment_id, number)
);
CREATE TABLE ${schema}.growth_platform_counts (
  platform text NOT NULL,
  post text NOT NULL,
  day date NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (platform, post, day, metric)
);
`,
  // Sums in numeric, so that what is taken from them again leaves nothing of itself.
  `
ALTER TABLE ${schema}.growth_unit_measures ALTER COLUMN value TYPE numeric USING value::text::numeric;
CREATE TABLE ${schema}.growth_arms (
  experiment text NOT NULL,
  measure text NOT NULL,
  variant text NOT NULL,
  day date NOT NULL,
  units bigint NOT NULL,
  several bigint NOT NULL,
  happened bigint NOT NULL,
  events numeric NOT NULL,
  event_squares numeric NOT NULL,
  value numeric NOT NULL,
  value_squares numeric NOT NULL,
  PRIMARY KEY (experiment, measure, variant, day)
);
INSERT INTO ${schema}.growth_arms
SELECT experiment, '', variant, (exposed_at AT TIME ZONE 'UTC')::date,
  count(*) FILTER (WHERE NOT is_multiple), count(*) FILTER (WHERE is_multiple), 0, 0, 0, 0, 0
FROM ${schema}.growth_units GROUP BY 1, 2, 3, 4;
INSERT INTO ${schema}.growth_arms
SELECT u.experiment, m.measure, u.variant, (u.exposed_at AT TIME ZONE 'UTC')::date, 0, 0,
  count(*), sum(m.events), sum(m.events::numeric * m.events), sum(m.value), sum(m.value * m.value)
FROM ${schema}.growth_units u JOIN ${schema}.growth_unit_measures m USING (experiment, person)
WHERE NOT u.is_multiple GROUP BY 1, 2, 3, 4;
`,
];

/** Locks every writer of these tables until its transaction ends. */
export function lockGrowth(tx: TeamQueries): Promise<object[]> {
  return tx.query(`SELECT pg_advisory_xact_lock(hashtext('${tx.schema}.growth'))`);
}

/** Brings the tables to this version; several programs may do so at once. */
export async function migrateGrowth(db: TeamDatabase): Promise<void> {
  await db.exec(`CREATE SCHEMA IF NOT EXISTS ${db.schema}`);
  await db.transaction(async (tx) => {
    await lockGrowth(tx);
    await tx.query(
      `CREATE TABLE IF NOT EXISTS ${tx.schema}.growth_versions (version integer PRIMARY KEY)`,
    );
    const [row] = await tx.query<{ version: number }>(
      `SELECT coalesce(max(version), 0) AS version FROM ${tx.schema}.growth_versions`,
    );
    for (const [at, statements] of versions(tx.schema).entries()) {
      if (at < (row?.version ?? 0)) continue;
      for (const sql of statements.split(/;\s*\n/)) if (sql.trim() !== '') await tx.query(sql);
      await tx.query(`INSERT INTO ${tx.schema}.growth_versions VALUES ($1)`, [at + 1]);
    }
  });
}
