import type { TeamDatabase } from '../../postgres/teamDatabase.ts';
import { insertFresh } from './insertFresh.ts';
import { mergeIntoTeam } from './mergeIntoTeam.ts';
import type { PreparedBatch } from './preparedBatches.ts';
import type { PushTo } from './pushTo.ts';

/**
 * Brings a batch into the team's records in one transaction: what is new there is added, what is
 * known is merged. Pushing the same again changes nothing, so a crash after the commit costs one
 * batch and no more.
 */
export async function pushChanges(
  db: TeamDatabase,
  to: PushTo,
  batch: PreparedBatch,
): Promise<void> {
  await db.transaction(async (tx) => {
    // The order of `seq` is then the order of commits.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [to.workspaceId]);
    const known = await insertFresh(tx, to, batch);
    if (known.length > 0) await mergeIntoTeam(tx, to, known);
  });
}
