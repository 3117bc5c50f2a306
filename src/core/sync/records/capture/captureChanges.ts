import type { Clock } from '../../../base/index.ts';
import type { Library, SharedKind } from '../../../db/index.ts';
import { correctOutbox } from '../clocks/correctOwnClocks.ts';
import { newestClock } from '../clocks/plausibleClock.ts';
import { deleteRecord, writeField } from '../merge/mergeRecord.ts';
import { type Fields, readOwnRecord } from '../ownRecord.ts';
import { isGone, type RecordState, type WriteClock } from '../recordState.ts';
import { readState, storeState } from '../recordStore.ts';

interface Change {
  kind: SharedKind;
  record: string;
  field: string;
  hlc: number;
}

/**
 * Takes the outbox into this device's copy of the records, in one transaction, at most `limit`
 * records. Must run before anything of others is merged, so that an edit never claims to have
 * seen what came after it. Returns how many records it took. With the team's `time`, edits from the
 * future are dated to now.
 */
export function captureChanges(
  library: Library,
  deviceId: string,
  { limit = 1_000, time }: { limit?: number; time?: Clock } = {},
): number {
  const { db } = library;
  return db.transaction(
    () => {
      if (time !== undefined) correctOutbox(library, time);
      const rows = db.$client
        .prepare<[number], Change>(
          `SELECT kind, record, field, hlc FROM sharing_outbox WHERE (kind, record) IN (
             SELECT DISTINCT kind, record FROM sharing_outbox ORDER BY kind, record LIMIT ?)`,
        )
        .all(limit);
      const byRecord = Map.groupBy(rows, ({ kind, record }) => `${kind} ${record}`);
      for (const changes of byRecord.values()) captureRecord(library, deviceId, changes);
      const done = db.$client.prepare('DELETE FROM sharing_outbox WHERE kind = ? AND record = ?');
      for (const changes of byRecord.values()) {
        const [first] = changes;
        if (first !== undefined) done.run(first.kind, first.record);
      }
      return byRecord.size;
    },
    { behavior: 'immediate' },
  );
}

function captureRecord(library: Library, deviceId: string, logged: readonly Change[]): void {
  const [first] = logged;
  if (first === undefined) return;
  const { kind, record } = first;
  const before = readState(library, kind, record);
  const changes = afterAll(logged, before.state);
  const own = readOwnRecord(library, kind, record);
  const deletedAt = changes.find(({ field }) => field === '')?.hlc;
  let state = before.state;
  // What nobody ever saw needs no tombstone.
  if (deletedAt !== undefined && before.known) {
    state = deleteRecord(kind, state, [deletedAt, deviceId]);
  }
  if (own !== undefined) state = withEdits(state, own, changes, deviceId);
  if (!before.known && isGone(state)) return;
  const dirty = Math.max(...changes.map(({ hlc }) => hlc));
  storeState(library, { kind, id: record, state, dirty, owned: own !== undefined });
}

/** An edit is later than all it has seen, also on a device whose clock is behind. */
function afterAll(changes: readonly Change[], state: RecordState): Change[] {
  let newest = newestClock(state);
  return changes
    .toSorted((a, b) => a.hlc - b.hlc)
    .map((change) => {
      newest = Math.max(change.hlc, newest + 1);
      return { ...change, hlc: newest };
    });
}

function withEdits(
  before: RecordState,
  own: Fields,
  changes: readonly Change[],
  deviceId: string,
): RecordState {
  const [first] = changes;
  if (first === undefined) return before;
  const clockOf = new Map(changes.map(({ field, hlc }) => [field, hlc]));
  const newest = Math.max(...clockOf.values());
  let state = before;
  for (const [field, value] of Object.entries(own)) {
    const known = state.clocks[field];
    const hlc = Math.max(clockOf.get(field) ?? 0, clockOf.get('*') ?? 0);
    // A field that a delete took comes back with the edit of another.
    const missing = known === undefined && value !== null;
    if (hlc === 0 && !missing) continue;
    if (value === null && known === undefined) continue;
    if (clockOf.has(field) || missing || state.fields[field] !== value) {
      const clock: WriteClock = [hlc === 0 ? newest : hlc, deviceId];
      state = writeField(first.kind, state, { field, value, clock });
    }
  }
  return state;
}
