import type { QueueLength, TeamWorker } from '../../../contract/index.ts';
import type { TeamQueue } from './openTeamQueue.ts';
import { kindOfQueue, rowQueuesOf } from './queue/queueNames.ts';
import { queueSchema, workersSchema } from './workersSchema.ts';

/** What a worker says of itself. */
export type WorkerReport = Pick<
  TeamWorker,
  'id' | 'name' | 'version' | 'kinds' | 'answersWith' | 'underWay' | 'done' | 'failed'
> & { rowsPerSecond: number };

/** Says that a worker is there and how it gets on. Workers that were lost a week ago are gone. */
export async function reportWorker(
  { db, workspace }: TeamQueue,
  { id, name, version, kinds, answersWith, underWay, done, failed, rowsPerSecond }: WorkerReport,
): Promise<void> {
  await db.query(
    `INSERT INTO ${workersSchema}.workers (workspace_id, id, name, version, kinds, answers_with,
       under_way, done, failed, rows_per_second)
     VALUES ($1, $2, $3, $4, $5::text[], $6, $7, $8, $9, $10)
     ON CONFLICT (workspace_id, id) DO UPDATE SET kinds = excluded.kinds,
       answers_with = excluded.answers_with, under_way = excluded.under_way,
       done = excluded.done, failed = excluded.failed,
       rows_per_second = excluded.rows_per_second, seen_at = now()`,
    [workspace.id, id, name, version, kinds, answersWith, underWay, done, failed, rowsPerSecond],
  );
  await db.query(
    `DELETE FROM ${workersSchema}.workers
     WHERE workspace_id = $1 AND seen_at < now() - interval '7 days'`,
    [workspace.id],
  );
}

/** A worker that ends is removed; one that is lost stays to be seen. */
export async function removeWorker({ db, workspace }: TeamQueue, id: string): Promise<void> {
  await db.query(`DELETE FROM ${workersSchema}.workers WHERE workspace_id = $1 AND id = $2`, [
    workspace.id,
    id,
  ]);
}

interface StoredWorker extends Omit<TeamWorker, 'alive'> {
  startedAtMs: number;
}

/** Who answers now first. */
export async function listWorkers({
  db,
  workspace,
  leaseSeconds,
}: TeamQueue): Promise<TeamWorker[]> {
  const rows = await db.query<StoredWorker>(
    `SELECT id, name, version, kinds, answers_with AS "answersWith", under_way AS "underWay",
       done::float8 AS done, failed::float8 AS failed, rows_per_second AS "rowsPerSecond",
       (extract(epoch FROM started_at) * 1000)::float8 AS "startedAtMs",
       greatest(0, extract(epoch FROM now() - seen_at) * 1000)::float8 AS "seenMsAgo",
       db_role AS role
     FROM ${workersSchema}.workers WHERE workspace_id = $1
     ORDER BY seen_at < now() - interval '1 minute', name, id LIMIT 500`,
    [workspace.id],
  );
  return rows.map((row) => ({
    ...row,
    startedAtMs: Math.round(row.startedAtMs),
    seenMsAgo: Math.round(row.seenMsAgo),
    alive: row.seenMsAgo < leaseSeconds * 1_000,
  }));
}

/** Rows in the queue by kind. */
export async function queueLengths(teamQueue: TeamQueue): Promise<QueueLength[]> {
  const rows = await teamQueue.db.query<QueueLength>(
    `SELECT name AS kind, count(*) FILTER (WHERE state < 'active')::int AS waiting,
       count(*) FILTER (WHERE state = 'active')::int AS "underWay"
     FROM ${queueSchema}.job
     WHERE name = ANY($1::text[]) AND state < 'completed' GROUP BY name ORDER BY name`,
    [rowQueuesOf(teamQueue)],
  );
  return rows.map(({ kind, ...counts }) => ({ kind: kindOfQueue(kind), ...counts }));
}
