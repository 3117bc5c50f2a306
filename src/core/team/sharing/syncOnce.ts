import { newId } from '../../base/index.ts';
import {
  applyPulled,
  captureChanges,
  deskIdOf,
  dirtyRecords,
  getSharingState,
  type Library,
  markPushed,
} from '../../library/index.ts';
import { pullChanges } from './pullChanges.ts';
import { pushChanges } from './pushChanges.ts';
import type { TeamDatabase } from './teamDatabase.ts';

export interface SyncProgress {
  pushed: number;
  pulled: number;
  /** Rows of the team that were passed over. */
  refused: number;
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
  const progress = { pushed: 0, pulled: 0, refused: 0 };
  const report = (): void => options.onProgress?.({ ...progress });
  do signal?.throwIfAborted();
  while (captureChanges(library, deskId) > 0);

  while (options.mayPush !== false) {
    signal?.throwIfAborted();
    const records = dirtyRecords(library, batchSize);
    if (records.length === 0) break;
    await pushChanges(db, { workspaceId, runId }, { library, records });
    markPushed(library, records);
    progress.pushed += records.length;
    report();
  }
  for (;;) {
    signal?.throwIfAborted();
    const { cursor } = getSharingState(library);
    const batch = await pullChanges(db, { workspaceId, runId, cursor, limit: batchSize });
    if (batch.cursor === cursor) break;
    applyPulled(library, { deskId, records: batch.records, cursor: batch.cursor });
    progress.pulled += batch.records.length;
    progress.refused += batch.refused;
    report();
  }
  return progress;
}
