import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../base/index.ts';
import { openLibrary } from '../../../db/index.ts';
import { type Call, type ChildProcesses, WorkerClient } from '../../../host/index.ts';
import { setSharingState } from '../../records/sharingState.ts';
import { writeBase } from './baseRecords.ts';

export interface CopiedDatabase {
  /** Folder of the library. */
  from: string;
  /** The branch's folder; it is there. */
  to: string;
}

/** What the library's process can do: statements that take seconds. */
export type LibraryCalls = {
  copyDatabase: Call<CopiedDatabase, null>;
};

export type LibraryWorker = WorkerClient<LibraryCalls>;

/** SQLite in a process of its own, so that the program goes on meanwhile. */
export function createLibraryWorker(children: ChildProcesses): LibraryWorker {
  return new WorkerClient<LibraryCalls>(children, 'library');
}

/**
 * A library's database in a branch's folder, by `VACUUM INTO`: one consistent snapshot, whoever
 * writes meanwhile. What belongs to the original alone does not go on in the copy: its jobs end,
 * its batches pause, so that no request is sent twice, and it is connected to nothing. Blocks for
 * seconds: it runs in the library's process.
 */
export async function copyDatabase({ from, to }: CopiedDatabase): Promise<void> {
  const library = openLibrary({ directory: from, clock: systemClock });
  try {
    library.db.$client.prepare('VACUUM INTO ?').run(join(to, 'library.sqlite'));
  } finally {
    library.close();
  }
  // The program may have been killed meanwhile, and the branch removed: this process ends then.
  await sleep(10);
  const copy = openLibrary({ directory: to, clock: systemClock });
  try {
    copy.db.transaction(() => {
      copy.db.$client.exec(
        `UPDATE jobs SET state = 'cancelled', requested = NULL
           WHERE state NOT IN ('done', 'failed', 'cancelled');
         UPDATE batches SET state = 'paused' WHERE state = 'running';
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
