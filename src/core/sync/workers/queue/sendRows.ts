import type { BatchKind } from '../../../../contract/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { queueSchema } from '../workersSchema.ts';
import { queueOf, rowQueuesOf } from './queueNames.ts';
import { jobIdOf, type QueuedRow, toJobData } from './rowJob.ts';

/** One statement holds so much at most, of requests with long texts less rows. */
const maxPieceBytes = 4_000_000;

/**
 * Puts rows into the queue that are not there yet. It may be done again for the same rows: what is
 * there is not sent a second time.
 */
export async function sendRows(
  teamQueue: TeamQueue,
  kind: BatchKind,
  rows: readonly QueuedRow[],
): Promise<void> {
  const { boss, db, workspace, leaseSeconds: heartbeatSeconds } = teamQueue;
  const name = queueOf(teamQueue, kind);
  const jobs = new Map(rows.map((row) => [jobIdOf(workspace.id, row), row]));
  const existing = await db.query<{ id: string }>(
    `SELECT id FROM ${queueSchema}.job WHERE name = $1 AND id = ANY($2::uuid[])`,
    [name, [...jobs.keys()]],
  );
  for (const { id } of existing) jobs.delete(id);
  let piece: { id: string; data: object; heartbeatSeconds: number; group: { id: string } }[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (piece.length > 0) await boss.insert(name, piece);
    piece = [];
    bytes = 0;
  };
  for (const [id, row] of jobs) {
    const data = toJobData(row);
    // The group is what a batch is found by when it is paused or cancelled.
    piece.push({ id, data, heartbeatSeconds, group: { id: row.batchId } });
    bytes += JSON.stringify(data).length;
    if (bytes > maxPieceBytes) await send();
  }
  await send();
}

/** Takes rows of batches out of the queue that no worker has yet. */
export async function withdrawRows(
  teamQueue: TeamQueue,
  batchIds: readonly string[],
): Promise<void> {
  if (batchIds.length === 0) return;
  await teamQueue.db.query(
    `DELETE FROM ${queueSchema}.job
     WHERE name = ANY($1::text[]) AND state < 'active' AND group_id = ANY($2::text[])`,
    [rowQueuesOf(teamQueue), batchIds],
  );
}

/** How many rows of a batch workers have now. */
export async function rowsUnderWay(
  teamQueue: TeamQueue,
  { kind, batchId }: { kind: BatchKind; batchId: string },
): Promise<number> {
  const [row] = await teamQueue.db.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM ${queueSchema}.job
     WHERE name = $1 AND state = 'active' AND group_id = $2`,
    [queueOf(teamQueue, kind), batchId],
  );
  return row?.rows ?? 0;
}
