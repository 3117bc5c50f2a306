import { z } from 'zod';
import { type DeadLetter, type ErrorCode, isErrorCode } from '../../../../contract/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { queueSchema } from '../workersSchema.ts';
import { deadQueueOf, kindOfQueue } from './queueNames.ts';
import { readJobData } from './rowJob.ts';

const maxReason = 2_000;

/** Why a try failed, as the worker that tried it says it. */
export interface Reason {
  code: ErrorCode;
  message: string;
}

/** In texts that Postgres takes in JSON. */
export function toJobOutput({ code, message }: Reason): object {
  const text = message.replaceAll('\u0000', ' ').toWellFormed().slice(0, maxReason);
  return { code, message: text };
}

const outputSchema = z.union([
  z.object({ code: z.string().refine(isErrorCode), message: z.string().max(maxReason) }),
  // What pg-boss writes itself.
  z.object({ value: z.object({ message: z.string() }) }).transform(({ value }) => {
    const message = /heartbeat/.test(value.message)
      ? 'Every worker that took the request was lost before it responded.'
      : 'Every worker that took the request timed out.';
    return { code: 'workers.lost' as const, message };
  }),
]);

interface DeadRow {
  id: string;
  data: unknown;
  source: string | null;
  output: unknown;
  tries: number;
  diedAtMs: number;
}

/** pg-boss's own columns; the newest first. */
async function deadRows(
  teamQueue: TeamQueue,
  where: string,
  params: unknown[],
): Promise<DeadRow[]> {
  return teamQueue.db.query<DeadRow>(
    `SELECT id, data, source_name AS source, source_output AS output,
       coalesce(source_retry_count, 0) + 1 AS tries,
       (extract(epoch FROM created_on) * 1000)::float8 AS "diedAtMs"
     FROM ${queueSchema}.job WHERE name = $1 AND state < 'active' ${where}`,
    [deadQueueOf(teamQueue), ...params],
  );
}

/** The newest dead letters of the workspace, and how many there are. */
export async function listDeadLetters(
  teamQueue: TeamQueue,
  limit: number,
): Promise<{ dead: number; deadLetters: DeadLetter[] }> {
  const [row] = await teamQueue.db.query<{ dead: number }>(
    `SELECT count(*)::int AS dead FROM ${queueSchema}.job WHERE name = $1 AND state < 'active'`,
    [deadQueueOf(teamQueue)],
  );
  const dead = row?.dead ?? 0;
  if (dead === 0) return { dead, deadLetters: [] };
  const rows = await deadRows(teamQueue, 'ORDER BY created_on DESC, id LIMIT $2', [limit]);
  const deadLetters = rows.map(({ id, data, source, output, tries, diedAtMs }) => ({
    ...{ id, tries, kind: kindOfQueue(source ?? ''), diedAtMs: Math.round(diedAtMs) },
    batchId: readJobData(data)?.batchId ?? '',
    customId: readJobData(data)?.customId ?? '',
    reason: reasonOf(output).message,
  }));
  return { dead, deadLetters };
}

/** Rows of a batch's round that no worker could answer, and why. */
export async function deadOf(
  teamQueue: TeamQueue,
  { batchId, round }: { batchId: string; round: number },
): Promise<{ customId: string; tries: number; reason: Reason }[]> {
  const rows = await deadRows(teamQueue, 'AND group_id = $2', [batchId]);
  return rows.flatMap(({ data, output, tries }) => {
    const row = readJobData(data);
    if (row?.round !== round) return [];
    return [{ customId: row.customId, tries, reason: reasonOf(output) }];
  });
}

/** Back into their queues, as new. */
export async function retryDead(teamQueue: TeamQueue, ids?: readonly string[]): Promise<number> {
  const moved = await teamQueue.boss.redrive(deadQueueOf(teamQueue), {
    limit: 10_000,
    ...(ids !== undefined && { ids: [...ids] }),
  });
  return moved;
}

/** Gives them up: all, some, or those of a batch's rounds before one. */
export async function removeDead(
  teamQueue: TeamQueue,
  { ids, batchId, before }: { ids?: readonly string[]; batchId?: string; before?: number },
): Promise<number> {
  const rows = await teamQueue.db.query<{ id: string }>(
    `DELETE FROM ${queueSchema}.job WHERE name = $1 AND state < 'active'
       AND ($2::uuid[] IS NULL OR id = ANY($2)) AND ($3::text IS NULL OR group_id = $3)
       AND ($4::int IS NULL OR (data ->> 'round')::int < $4)
     RETURNING id`,
    [deadQueueOf(teamQueue), ids ?? null, batchId ?? null, before ?? null],
  );
  return rows.length;
}

function reasonOf(output: unknown): Reason {
  const read = outputSchema.safeParse(output);
  return read.success ? read.data : { code: 'workers.lost', message: 'No worker could run it.' };
}
