import type { BatchKind } from '../../../../contract/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { queueSchema, workersSchema } from '../workersSchema.ts';
import { bossTransaction } from './bossDatabase.ts';
import { queueOf, rowQueuesOf } from './queueNames.ts';

/** A row's answer on its way back. */
export interface AnsweredRow {
  jobId: string;
  deviceId: string;
  batchId: string;
  /** As JSON: a text that Postgres takes whatever is in it. */
  customId: string;
  answer: string;
}

/**
 * Keeps answers and ends their jobs in one transaction. A job has one answer: a second one, of a
 * worker that had lost its lease and went on, is dropped, and so is one whose row was taken back.
 */
export async function storeAnswers(
  teamQueue: TeamQueue,
  kind: BatchKind,
  answers: readonly AnsweredRow[],
): Promise<void> {
  const name = queueOf(teamQueue, kind);
  await teamQueue.db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO ${workersSchema}.answers
         (workspace_id, job_id, device_id, batch_id, custom_id, answer)
       SELECT $1, n.job_id, n.device_id, n.batch_id, n.custom_id, n.answer
       FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
         AS n(job_id, device_id, batch_id, custom_id, answer)
       JOIN ${queueSchema}.job j ON j.name = $2 AND j.id = n.job_id
       ON CONFLICT DO NOTHING`,
      [
        ...[teamQueue.workspace.id, name, answers.map(({ jobId }) => jobId)],
        answers.map(({ deviceId }) => deviceId),
        answers.map(({ batchId }) => batchId),
        answers.map(({ customId }) => customId),
        answers.map(({ answer }) => answer),
      ],
    );
    // Also when the lease was lost meanwhile: what is answered is not asked again.
    const ids = answers.map(({ jobId }) => jobId);
    await teamQueue.boss.complete(name, ids, null, {
      db: bossTransaction(tx),
      includeQueued: true,
    });
  });
}

/** Answers that wait for a batch's device, some at a time. */
export async function waitingAnswers(
  { db, workspace }: TeamQueue,
  { deviceId, batchId, limit }: { deviceId: string; batchId: string; limit: number },
): Promise<AnsweredRow[]> {
  return db.query<AnsweredRow>(
    `SELECT job_id AS "jobId", device_id AS "deviceId", batch_id AS "batchId",
       custom_id AS "customId", answer
     FROM ${workersSchema}.answers
     WHERE workspace_id = $1 AND device_id = $2 AND batch_id = $3 LIMIT $4`,
    [workspace.id, deviceId, batchId, limit],
  );
}

/** Batches of a device that answers wait for. */
export async function answeredBatches(
  { db, workspace }: TeamQueue,
  deviceId: string,
): Promise<{ batchId: string }[]> {
  return db.query<{ batchId: string }>(
    `SELECT DISTINCT batch_id AS "batchId" FROM ${workersSchema}.answers
     WHERE workspace_id = $1 AND device_id = $2`,
    [workspace.id, deviceId],
  );
}

/** The device has kept them: nothing of the rows stays in the team's database. */
export async function removeAnswers(
  teamQueue: TeamQueue,
  jobIds: readonly string[],
): Promise<void> {
  if (jobIds.length === 0) return;
  await teamQueue.db.transaction(async (tx) => {
    await tx.query(
      `DELETE FROM ${workersSchema}.answers WHERE workspace_id = $1 AND job_id = ANY($2::uuid[])`,
      [teamQueue.workspace.id, jobIds],
    );
    await tx.query(
      `DELETE FROM ${queueSchema}.job
       WHERE name = ANY($1::text[]) AND state = 'completed' AND id = ANY($2::uuid[])`,
      [rowQueuesOf(teamQueue), jobIds],
    );
  });
}
