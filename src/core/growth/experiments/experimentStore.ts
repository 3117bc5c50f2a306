import {
  type Experiment,
  type ExperimentSpec,
  type ExperimentState,
  experimentDecisionSchema,
  experimentIdSchema,
  experimentSpecSchema,
  stopRuleSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { TeamQueries } from '../../sync/index.ts';

interface Row {
  id: string;
  salt: string;
  created: number;
  started: number | null;
  stopped: number | null;
  stop_rule: unknown;
}

export interface StoredExperiment extends Experiment {
  salt: string;
}

const columns = `id, salt, stop_rule, ${['created', 'started', 'stopped']
  .map((name) => `(extract(epoch FROM ${name}_at) * 1000)::double precision AS ${name}`)
  .join(', ')}`;

/** Every experiment, newest first. */
export async function listExperiments(db: TeamQueries): Promise<StoredExperiment[]> {
  const rows = await db.query<Row>(
    `SELECT ${columns} FROM ${db.schema}.growth_experiments ORDER BY created_at DESC, id`,
  );
  return readAll(db, rows);
}

/** One, by its id or the unique beginning of it. Errors: `experiment.notFound`, `usage.invalid`. */
export async function findExperiment(db: TeamQueries, id: string): Promise<StoredExperiment> {
  const rows = await db.query<Row>(
    `SELECT ${columns} FROM ${db.schema}.growth_experiments
     WHERE left(id, length($1)) = $1 ORDER BY id = $1 DESC LIMIT 2`,
    [id],
  );
  const [first, second] = rows;
  if (first === undefined) throw new AppError('experiment.notFound', `Experiment ${id} not found.`);
  if (second !== undefined && first.id !== id) {
    throw new AppError('usage.invalid', `Several experiments begin with ${id}.`);
  }
  const [found] = await readAll(db, [first]);
  if (found === undefined) throw new AppError('experiment.notFound', `Experiment ${id} not found.`);
  return found;
}

export async function insertVersion(
  db: TeamQueries,
  written: { id: string; version: number; spec: ExperimentSpec; nowMs: number },
): Promise<void> {
  await db.query(
    `INSERT INTO ${db.schema}.growth_experiment_versions (experiment_id, version, spec, written_at)
     VALUES ($1, $2, $3::jsonb, to_timestamp($4::double precision / 1000.0))`,
    [written.id, written.version, JSON.stringify(written.spec), written.nowMs],
  );
}

async function readAll(db: TeamQueries, rows: readonly Row[]): Promise<StoredExperiment[]> {
  const ids = [rows.map(({ id }) => id)];
  const versions = await db.query<{ id: string; version: number; written: number; spec: unknown }>(
    `SELECT experiment_id AS id, version, spec,
       (extract(epoch FROM written_at) * 1000)::double precision AS written
     FROM ${db.schema}.growth_experiment_versions WHERE experiment_id = ANY($1) ORDER BY version`,
    ids,
  );
  const decisions = await db.query<{ id: string; decision: unknown }>(
    `SELECT experiment_id AS id, decision
     FROM ${db.schema}.growth_experiment_decisions WHERE experiment_id = ANY($1) ORDER BY number`,
    ids,
  );
  return rows.flatMap((row) => {
    const own = versions
      .filter(({ id }) => id === row.id)
      .map(({ version, written, spec }) => ({
        ...{ version, writtenAtMs: Math.round(written) },
        spec: experimentSpecSchema.parse(spec),
      }));
    const decided = decisions
      .filter(({ id }) => id === row.id)
      .map(({ decision }) => experimentDecisionSchema.parse(decision));
    const spec = own.at(-1)?.spec;
    if (spec === undefined) return [];
    return [
      {
        ...{ id: experimentIdSchema.parse(row.id), salt: row.salt, spec, versions: own },
        ...{ state: stateOf(row, decided.length), decisions: decided },
        createdAtMs: Math.round(row.created),
        ...(row.started !== null && { startedAtMs: Math.round(row.started) }),
        ...(row.stopped !== null && { stoppedAtMs: Math.round(row.stopped) }),
        ...(row.stop_rule !== null && { stopRule: stopRuleSchema.parse(row.stop_rule) }),
      },
    ];
  });
}

function stateOf({ started, stopped }: Row, decisions: number): ExperimentState {
  if (decisions > 0) return 'decided';
  if (stopped !== null) return 'stopped';
  return started === null ? 'draft' : 'running';
}
