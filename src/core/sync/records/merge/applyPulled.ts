import type { Clock } from '../../../base/index.ts';
import type { Library, SharedKind } from '../../../db/index.ts';
import { captureChanges } from '../capture/captureChanges.ts';
import { boundClock, latestClock, mapClocks, newestClock } from '../clocks/plausibleClock.ts';
import { readOwnRecord } from '../ownRecord.ts';
import { isGone, type RecordState, type SharedRecord } from '../recordState.ts';
import { readState, storeState } from '../recordStore.ts';
import { getSharingState, setSharingState, tickClock } from '../sharingState.ts';
import { applyToOwn } from './applyToOwn.ts';
import { mergeRecord, writeField } from './mergeRecord.ts';

interface Pulled {
  deviceId: string;
  records: readonly SharedRecord[];
  cursor: number;
  /** The team's: a clock further ahead than a day counts as old. */
  time: Clock;
  /** False for a viewer, who cannot send anything back. */
  maySend: boolean;
}

/**
 * Merges what others wrote, in one transaction with the cursor: after a crash the batch is
 * either here whole or asked for again. Records with clocks from the future are sent back with the
 * clocks that they count as, so that a device which looks at them later finds the same. Gives how
 * many those were. A record that lacks what this device knows was overwritten by something that
 * does not merge, or the team's database is an older copy: it is sent again, too.
 */
export function applyPulled(
  library: Library,
  { deviceId, records, cursor, time, maySend }: Pulled,
): number {
  const { db } = library;
  const latest = latestClock(time.nowMs());
  return db.transaction(
    () => {
      // Edits from before this moment have not seen what comes now.
      while (captureChanges(library, deviceId, { time }) > 0);
      setSharingState(library, { applying: 1 });
      let newest = 0;
      let future = 0;
      for (const { kind, id, state: given } of records) {
        const state = mapClocks(given, (hlc) => boundClock(hlc, latest));
        const isFuture = state !== given;
        if (isFuture) future++;
        const before = readState(library, kind, id);
        const merged = mergeRecord(kind, before.state, state);
        const whole = withTakenFields(library, deviceId, { kind, id, state: merged });
        applyToOwn(library, { kind, id, state: whole.state });
        const owned = readOwnRecord(library, kind, id) !== undefined;
        const isLacking = before.known && lacks(kind, state, merged);
        const sendBack = (isFuture || isLacking) && maySend ? newestClock(whole.state) : 0;
        const dirty = Math.max(before.dirty, whole.hlc, sendBack);
        storeState(library, { kind, id, state: whole.state, dirty, owned });
        newest = Math.max(newest, newestClock(state));
      }
      const { hlc } = getSharingState(library);
      setSharingState(library, { applying: 0, cursor, hlc: Math.max(hlc, newest) });
      return future;
    },
    { behavior: 'immediate' },
  );
}

/** True when the team's state is not all that is known. */
function lacks(kind: SharedKind, team: RecordState, merged: RecordState): boolean {
  return JSON.stringify(mergeRecord(kind, team, team)) !== JSON.stringify(merged);
}

/**
 * A collection that was removed elsewhere and edited here later comes back whole, not with the
 * edited field alone: what the delete took is written again.
 */
function withTakenFields(
  library: Library,
  deviceId: string,
  { kind, id, state }: SharedRecord,
): { state: RecordState; hlc: number } {
  const own = kind === 'collection' && !isGone(state) ? readOwnRecord(library, kind, id) : {};
  let whole = state;
  let hlc = 0;
  for (const [field, value] of Object.entries(own ?? {})) {
    if (state.clocks[field] !== undefined) continue;
    hlc = tickClock(library, newestClock(whole));
    whole = writeField(kind, whole, { field, value, clock: [hlc, deviceId] });
  }
  return { state: whole, hlc };
}
