import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathBelow, systemClock } from '../../../base/index.ts';
import { databaseName, type Library, openLibrary } from '../../../db/index.ts';
import { setSharingState } from '../../records/sharingState.ts';
import { writeBase } from './baseRecords.ts';

export interface CopyTarget {
  /** The branch's folder; it is there. */
  to: string;
}

/**
 * A library's database in a branch's folder, by `VACUUM INTO`: one consistent snapshot, whoever
 * writes meanwhile. What belongs to the original alone does not go on in the copy: its jobs end,
 * its batches pause, so that no request is sent twice, and it is connected to nothing. Blocks for
 * seconds: it runs on a reader.
 */
export async function copyDatabase(
  library: Library,
  { to }: CopyTarget,
  signal?: AbortSignal,
): Promise<void> {
  library.db.$client.prepare('VACUUM INTO ?').run(pathBelow(to, databaseName));
  // The work may have been cancelled meanwhile, and the branch removed.
  await nextTurn(undefined, { signal });
  const copy = openLibrary({ directory: to, clock: systemClock });
  try {
    copy.db.transaction(() => {
      copy.db.$client.exec(
        `UPDATE jobs SET requested = NULL,
             state = CASE kind WHEN 'batch' THEN 'paused' ELSE 'cancelled' END
           WHERE state NOT IN ('done', 'failed', 'cancelled');
         INSERT INTO schedules (kind, enabled) VALUES ('backup', 0)
           ON CONFLICT (kind) DO UPDATE SET enabled = 0;`,
      );
      setSharingState(copy, { connected: 0, target: '' });
    });
    writeBase(copy);
  } finally {
    copy.close();
  }
}
