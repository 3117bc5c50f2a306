import type { Library } from '../../../db/index.ts';
import { captureChanges } from '../capture/captureChanges.ts';
import { readOwnRecord } from '../ownRecord.ts';
import { isGone, type RecordState, type SharedRecord } from '../recordState.ts';
import { readState, storeState } from '../recordStore.ts';
import { getSharingState, setSharingState, tickClock } from '../sharingState.ts';
import { applyToOwn } from './applyToOwn.ts';
import { mergeRecord, writeField } from './mergeRecord.ts';

/** A device whose clock runs further ahead does not take ours with it. */
const maxAheadMs = 24 * 60 * 60 * 1_000;

/**
 * Merges what others wrote, in one transaction with the cursor: after a crash the batch is
 * either here whole or asked for again.
 */
export function applyPulled(
  library: Library,
  {
    deviceId,
    records,
    cursor,
  }: { deviceId: string; records: readonly SharedRecord[]; cursor: number },
): void {
  const { db } = library;
  db.transaction(
    () => {
      // Edits from before this moment have not seen what comes now.
      while (captureChanges(library, deviceId) > 0);
      setSharingState(library, { applying: 1 });
      let newest = 0;
      for (const { kind, id, state } of records) {
        const before = readState(library, kind, id);
        const merged = mergeRecord(kind, before.state, state);
        const whole = withTakenFields(library, deviceId, { kind, id, state: merged });
        applyToOwn(library, { kind, id, state: whole.state });
        const owned = readOwnRecord(library, kind, id) !== undefined;
        const dirty = Math.max(before.dirty, whole.hlc);
        storeState(library, { kind, id, state: whole.state, dirty, owned });
        newest = Math.max(newest, newestClock(state));
      }
      const limit = (library.clock.nowMs() + maxAheadMs) * 1_000;
      const { hlc } = getSharingState(library);
      setSharingState(library, {
        applying: 0,
        cursor,
        hlc: Math.max(hlc, Math.min(newest, limit)),
      });
    },
    { behavior: 'immediate' },
  );
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
    hlc = tickClock(library);
    whole = writeField(kind, whole, { field, value, clock: [hlc, deviceId] });
  }
  return { state: whole, hlc };
}

function newestClock({ clocks, deleted, seen }: RecordState): number {
  const all = [
    ...Object.values(clocks).map(([hlc]) => hlc),
    ...Object.values(seen).flatMap((devices) => Object.values(devices)),
    deleted?.[0] ?? 0,
  ];
  return Math.max(0, ...all);
}
