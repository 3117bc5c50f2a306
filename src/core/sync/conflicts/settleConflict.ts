import { AppError } from '../../base/index.ts';
import type { Library, SharedKind } from '../../db/index.ts';
import { captureChanges } from '../records/capture/captureChanges.ts';
import { withoutRecording } from '../records/capture/withoutRecording.ts';
import { newestClock } from '../records/clocks/plausibleClock.ts';
import { applyToOwn } from '../records/merge/applyToOwn.ts';
import { writeField } from '../records/merge/mergeRecord.ts';
import { readOwnRecord } from '../records/ownRecord.ts';
import type { WriteClock } from '../records/recordState.ts';
import { readState, storeState } from '../records/recordStore.ts';
import { tickClock } from '../records/sharingState.ts';
import { conflictsIn } from './sharedConflicts.ts';

export interface Settlement {
  kind: SharedKind;
  id: string;
  field: string;
  /** One of the versions, or a text made of them. */
  value: string;
  /** Clocks of all versions that the person saw. */
  seen: readonly WriteClock[];
}

/**
 * Writes a text that two devices had edited apart as one that has seen all its versions, which ends
 * the conflict on every device that syncs; here it is done at once, in one transaction.
 * Errors: `sharing.settled` when nothing is left to choose; `sharing.moreVersions` when there is a
 * version that the person did not see, which this must not overwrite.
 */
export function settleConflict(library: Library, deviceId: string, settlement: Settlement): void {
  const { kind, id, field, value, seen } = settlement;
  library.db.transaction(
    () => {
      // What was edited here and not captured yet is a version too.
      while (captureChanges(library, deviceId) > 0);
      const { state } = readState(library, kind, id);
      const conflict = conflictsIn(state).find((one) => one.field === field);
      if (conflict === undefined) {
        throw new AppError('sharing.settled', 'The conflict is already resolved.');
      }
      const unseen = [conflict.kept, ...conflict.others].some(
        ({ clock }) => !seen.some(([hlc, device]) => hlc === clock[0] && device === clock[1]),
      );
      if (unseen) throw new AppError('sharing.moreVersions', 'Another version has arrived.');
      const hlc = tickClock(library, newestClock(state));
      const settled = writeField(kind, state, { field, value, clock: [hlc, deviceId] });
      withoutRecording(library, () => applyToOwn(library, { kind, id, state: settled }));
      const owned = readOwnRecord(library, kind, id) !== undefined;
      storeState(library, { kind, id, state: settled, dirty: hlc, owned });
    },
    { behavior: 'immediate' },
  );
}
