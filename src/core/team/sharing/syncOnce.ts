import { newId } from '../../base/index.ts';
import {
  applyPulled,
  captureChanges,
  deskIdOf,
  dirtyRecords,
  getSharingState,
  type Library,
  markPushed,
  rewindForNews,
  type SharedRecord,
} from '../../library/index.ts';
import { pullChanges } from './pullChanges.ts';
import { pushChanges } from './pushChanges.ts';
import type { TeamDatabase } from './teamDatabase.ts';

export interface SyncProgress {
  pushed: number;
  pulled: number;
  /** Rows of the team that were passed over. */
  refused: number;
  /** Rows of kinds that only a later program knows; left out when there are none. */
  newer?: number;
}

export interface SyncOptions {
  library: Library;
  db: TeamDatabase;
  workspaceId: string;
  /** False for a viewer, who only reads. */
  mayPush?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: (progress: SyncProgress) => void;
  batchSize?: number;
}

/**
 * Sends what changed here and takes what changed there, batch after batch. It may end anywhere:
 * what was sent is marked after the team's commit, what was taken is committed with its cursor,
 * and both may be done again.
 */
export async function syncOnce(options: SyncOptions): Promise<SyncProgress> {
  const { library, db, workspaceId, signal, batchSize = 500 } = options;
  const deskId = deskIdOf(library);
  const runId = newId<string>();
  const progress: SyncProgress = { pushed: 0, pulled: 0, refused: 0 };
  const report = (): void => options.onProgress?.({ ...progress });
  rewindForNews(library);
  do signal?.throwIfAborted();
  while (captureChanges(library, deskId) > 0);

  while (options.mayPush !== false) {
    signal?.throwIfAborted();
    const records = dirtyRecords(library, batchSize);
    if (records.length === 0) break;
    await pushChanges(db, { workspaceId, runId }, { library, records });
    markPushed(library, records);
    progress.pushed += written(records);
    report();
  }
  for (;;) {
    signal?.throwIfAborted();
    const { cursor } = getSharingState(library);
    const batch = await pullChanges(db, { workspaceId, runId, cursor, limit: batchSize });
    if (batch.cursor === cursor) break;
    applyPulled(library, { deskId, records: batch.records, cursor: batch.cursor });
    progress.pulled += written(batch.records);
    progress.refused += batch.refused;
    if (batch.newer > 0) progress.newer = (progress.newer ?? 0) + batch.newer;
    report();
  }
  return progress;
}

/** Without the desks' names, which nobody wrote. */
function written(records: readonly SharedRecord[]): number {
  return records.filter(({ kind }) => kind !== 'desk').length;
}
