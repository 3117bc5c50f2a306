import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { TeamDatabase, TeamQueries } from '../postgres/teamDatabase.ts';
import { captureChanges } from '../records/capture/captureChanges.ts';
import { markPushed } from '../records/capture/dirtyRecords.ts';
import { rewindForNews } from '../records/capture/rewindForNews.ts';
import { correctOwnClocks } from '../records/clocks/correctOwnClocks.ts';
import { applyPulled } from '../records/merge/applyPulled.ts';
import { deviceIdOf, getSharingState } from '../records/sharingState.ts';
import { pullChanges } from './pullChanges.ts';
import { preparedBatches } from './pushing/preparedBatches.ts';
import { pushChanges } from './pushing/pushChanges.ts';
import type { PushTo } from './pushing/pushTo.ts';
import { readAhead } from './readAhead.ts';
import { readTeamTime } from './teamTime.ts';

/** Clocks that are further apart are said to disagree. */
const maxClockErrorMs = 10 * 60_000;

export interface SyncProgress {
  pushed: number;
  pulled: number;
  /** Rows of the team that were passed over. */
  refused: number;
  /** Rows of kinds that only a later program knows; left out when there are none. */
  newer?: number;
  /** Records with clocks from the future, which were dated anew; left out when there are none. */
  future?: number;
  /** How far this computer's clock is ahead of the team's, or behind; left out when it agrees. */
  clockAheadMs?: number;
}

export interface SyncOptions {
  library: Library;
  db: TeamDatabase;
  workspaceId: string;
  /** False for a viewer, who only reads. */
  mayPush?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: (progress: SyncProgress) => void;
  /** Records sent in one transaction. */
  pushSize?: number;
  /** Records taken in one transaction of SQLite's, which nothing else waits for long. */
  pullSize?: number;
}

/**
 * Sends what changed here and takes what changed there, batch after batch; while the team's
 * database works on one, the next is made ready. It may end anywhere: what was sent is marked
 * after the team's commit, what was taken is committed with its cursor, and both may be done again.
 */
export async function syncOnce(options: SyncOptions): Promise<SyncProgress> {
  const { library, db, workspaceId, signal, pushSize = 2_000, pullSize = 500 } = options;
  const deviceId = deviceIdOf(library);
  const runId = newId<string>();
  const progress: SyncProgress = { pushed: 0, pulled: 0, refused: 0 };
  const report = (): void => options.onProgress?.({ ...progress });
  rewindForNews(library);

  const maySend = options.mayPush !== false;
  const time = await readTeamTime(db);
  signal?.throwIfAborted();
  const aheadMs = library.clock.nowMs() - time.nowMs();
  if (Math.abs(aheadMs) > maxClockErrorMs) progress.clockAheadMs = Math.round(aheadMs);
  const countFuture = (records: number): void => {
    if (records > 0) progress.future = (progress.future ?? 0) + records;
  };
  countFuture(await correctOwnClocks(library, { deviceId, time, maySend }));
  signal?.throwIfAborted();

  if (maySend) {
    const halfvecType = await halfvecTypeOf(db);
    const to: PushTo = { workspaceId, runId, time, halfvecType };
    const preparing = { library, deviceId, time, halfvecType, batchSize: pushSize };
    for await (const batch of readAhead(preparedBatches(preparing))) {
      signal?.throwIfAborted();
      await pushChanges(db, to, batch);
      markPushed(library, batch.records);
      progress.pushed += written(batch.records);
      report();
    }
  } else {
    // Edits from before this moment have not seen what comes now.
    while (captureChanges(library, deviceId, { limit: 100, time }) > 0) await nextTurn();
  }
  signal?.throwIfAborted();
  const { cursor } = getSharingState(library);
  const from = { workspaceId, runId, cursor, batchSize: pullSize };
  for await (const batch of readAhead(pullChanges(db, from))) {
    signal?.throwIfAborted();
    const { records } = batch;
    countFuture(applyPulled(library, { deviceId, records, cursor: batch.cursor, time, maySend }));
    progress.pulled += written(batch.records);
    progress.refused += batch.refused;
    if (batch.newer > 0) progress.newer = (progress.newer ?? 0) + batch.newer;
    report();
  }
  return progress;
}

/** Without the devices' names, which nobody wrote. */
function written(records: readonly { kind: string }[]): number {
  return records.filter(({ kind }) => kind !== 'device').length;
}

async function halfvecTypeOf(db: TeamQueries): Promise<number> {
  const [row] = await db.query<{ id: string }>("SELECT 'halfvec'::regtype::oid::text AS id");
  return Number(row?.id);
}
