import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { sharedRecords, sharingOutbox, sharingState } from '../../db/index.ts';
import { ownRecordsSql } from './ownRecord.ts';

export type SharingState = Omit<typeof sharingState.$inferSelect, 'id'>;

export function getSharingState({ db }: Library): SharingState {
  const row = db.select().from(sharingState).get();
  if (row === undefined) throw new Error('The sharing settings are missing.');
  const { id: _one, ...state } = row;
  return state;
}

export function setSharingState(library: Library, change: Partial<SharingState>): void {
  library.db.update(sharingState).set(change).run();
}

/**
 * The device that this library is. A library that was copied or restored elsewhere is another
 * device: two with one id would give different writes the same clock.
 */
export function deviceIdOf(library: Library): string {
  const place = createHash('sha256').update(`${hostname()}\n${library.directory}`).digest('hex');
  const state = getSharingState(library);
  if (state.deviceFingerprint === place) return state.deviceId;
  const deviceId = newId<string>();
  setSharingState(library, { deviceId, deviceFingerprint: place });
  return deviceId;
}

/** A clock of this device that is later than any it gave or saw, and than `after`. In a transaction. */
export function tickClock(library: Library, after: number): number {
  const { hlc } = getSharingState(library);
  const next = Math.max(hlc + 1, after + 1, library.clock.nowMs() * 1_000);
  setSharingState(library, { hlc: next });
  return next;
}

/**
 * Begins to record changes for a workspace. With another workspace than before everything of this
 * library is put into the outbox, with the clock of when it was made, so that it never wins over
 * what somebody edited since; what was made in the future counts as the oldest.
 */
export function startRecording(
  library: Library,
  { target, workspaceId, caPem = '' }: { target: string; workspaceId: string; caPem?: string },
): void {
  const { db } = library;
  db.transaction(
    (tx) => {
      const before = getSharingState(library);
      if (before.workspaceId !== workspaceId) {
        tx.delete(sharedRecords).run();
        tx.delete(sharingOutbox).run();
        db.$client
          .prepare<[number]>(
            `INSERT OR IGNORE INTO sharing_outbox (kind, record, field, hlc)
             SELECT kind, record, '*', CASE WHEN atMs BETWEEN 1 AND ? THEN atMs * 1000 ELSE 1 END
             FROM (${ownRecordsSql})`,
          )
          .run(library.clock.nowMs());
      }
      setSharingState(library, {
        ...(before.workspaceId === workspaceId ? {} : { cursor: 0, lastSyncAtMs: null }),
        recording: 1,
        connected: 1,
        target,
        workspaceId,
        caPem,
      });
    },
    { behavior: 'immediate' },
  );
}
