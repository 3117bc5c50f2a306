import { AppError } from '../../base/index.ts';
import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { growthRoles } from './growthRoles.ts';

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
  // A partition is its owner's to make: members of a team ask for it by its month.
  `
CREATE FUNCTION ${schema}.growth_make_month(month text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE first timestamp := to_date(month, 'YYYY-MM');
BEGIN
  IF month !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' THEN RAISE EXCEPTION 'no month: %', month; END IF;
  EXECUTE format('CREATE TABLE IF NOT EXISTS ${schema}.%I PARTITION OF ${schema}.growth_events
    FOR VALUES FROM (%L) TO (%L)', 'growth_events_' || replace(month, '-', '_'),
    first || 'Z', (first + interval '1 month') || 'Z');
END $body$;
REVOKE ALL ON FUNCTION ${schema}.growth_make_month(text) FROM PUBLIC;
DO $body$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'trendroom_member') THEN
    GRANT USAGE ON SCHEMA ${schema} TO trendroom_member;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO trendroom_member;
    GRANT EXECUTE ON FUNCTION ${schema}.growth_make_month(text) TO trendroom_member;
  END IF;
END $body$;
`,
  // Sums by the hour in which something happened, so that they tell how estimates grew; of a unit that
  // did something twice the squares grow by what they are then more.
  `
TRUNCATE ${schema}.growth_unit_measures, ${schema}.growth_arms;
ALTER TABLE ${schema}.growth_unit_measures DROP CONSTRAINT IF EXISTS growth_unit_measures_pkey;
ALTER TABLE ${schema}.growth_unit_measures ADD COLUMN hour timestamptz NOT NULL;
ALTER TABLE ${schema}.growth_unit_measures ADD PRIMARY KEY (experiment, measure, person, hour);
ALTER TABLE ${schema}.growth_arms ALTER COLUMN day TYPE timestamptz USING day::timestamp AT TIME ZONE 'UTC';
ALTER TABLE ${schema}.growth_arms RENAME COLUMN day TO hour;
CREATE INDEX growth_units_exposed ON ${schema}.growth_units (experiment, exposed_at);
CREATE INDEX growth_events_bots ON ${schema}.growth_events ((properties ->> 'experiment')) WHERE is_bot;
INSERT INTO ${schema}.growth_unit_measures
  (experiment, person, measure, variant, is_multiple, hour, events, value)
SELECT u.experiment, u.person,
  e.name || coalesce(':' || coalesce(e.properties ->> 'goal', e.properties ->> 'state'), ''),
  u.variant, u.is_multiple, date_trunc('hour', e.at, 'UTC'), count(*),
  coalesce(sum((e.properties ->> 'value')::numeric), 0)
FROM ${schema}.growth_units u JOIN ${schema}.growth_events e ON e.person = u.person AND e.at >= u.exposed_at
LEFT JOIN ${schema}.growth_experiments x ON x.id = u.experiment
WHERE NOT e.is_bot AND e.name <> 'exposure' AND e.at < coalesce(x.stopped_at, 'infinity')
GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO ${schema}.growth_arms
SELECT experiment, '', variant, date_trunc('hour', exposed_at, 'UTC'),
  count(*) FILTER (WHERE NOT is_multiple), count(*) FILTER (WHERE is_multiple), 0, 0, 0, 0, 0
FROM ${schema}.growth_units GROUP BY 1, 2, 3, 4;
INSERT INTO ${schema}.growth_arms
SELECT experiment, measure, variant, hour, 0, 0, sum(first), sum(events), sum(event_squares),
  sum(value), sum(value_squares)
FROM (
  SELECT experiment, measure, variant, hour, events, value, (row_number() OVER unit = 1)::int AS first,
    events::numeric * (2 * sum(events) OVER unit - events) AS event_squares,
    value * (2 * sum(value) OVER unit - value) AS value_squares
  FROM ${schema}.growth_unit_measures WHERE NOT is_multiple
  WINDOW unit AS (PARTITION BY experiment, person, measure ORDER BY hour)
) AS grown GROUP BY 1, 2, 3, 4;
`,
  growthRoles(schema),
];

/** Locks every writer of these tables until its transaction ends. */
export function lockGrowth(tx: TeamQueries): Promise<object[]> {
  return tx.query(`SELECT pg_advisory_xact_lock(hashtext('${tx.schema}.growth'))`);
}

/**
 * Brings the tables to this version; several programs may do so at once. A member of a team, who may
 * not, goes on with tables that its owner has brought there. Errors: `sharing.newer`,
 * `sharing.notAllowed` when the owner is to open them first.
 */
export async function migrateGrowth(db: TeamDatabase): Promise<void> {
  const known = versions(db.schema).length;
  const found = await versionOf(db);
  if (found > known) {
    throw new AppError(
      'sharing.newer',
      `The tables of events have version ${found}; this version of Trendroom supports ${known}.`,
    );
  }
  if (found === known) return;
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
      // A function's body is indented, or begins with other words.
      for (const sql of statements.split(/;\s*\n(?=ALTER|CREATE|DO|INSERT|REVOKE|TRUNCATE|$)/)) {
        if (sql.trim() !== '') await tx.query(sql);
      }
      await tx.query(`INSERT INTO ${tx.schema}.growth_versions VALUES ($1)`, [at + 1]);
    }
  });
}

/** 0: there are none. */
async function versionOf(db: TeamDatabase): Promise<number> {
  const [table] = await db.query<{ found: boolean }>(
    `SELECT to_regclass('${db.schema}.growth_versions') IS NOT NULL AS found`,
  );
  if (table?.found !== true) return 0;
  const [row] = await db.query<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ${db.schema}.growth_versions`,
  );
  return row?.version ?? 0;
}
