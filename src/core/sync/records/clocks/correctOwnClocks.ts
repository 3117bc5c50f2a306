import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../base/index.ts';
import type { Library, SharedKind } from '../../../db/index.ts';
import { mergeRecord } from '../merge/mergeRecord.ts';
import { readOwnRecord } from '../ownRecord.ts';
import type { RecordState } from '../recordState.ts';
import { storeState } from '../recordStore.ts';
import { getSharingState, setSharingState } from '../sharingState.ts';
import { boundClock, clockAt, latestClock, mapClocks, newestClock } from './plausibleClock.ts';

interface StoredRecord {
  rowId: number;
  kind: SharedKind;
  id: string;
  state: string;
  dirty: number;
}

const slice = 500;

/**
 * After this device's clock was set right: what it wrote with clocks from the future was written
 * now, in the same order; what others wrote with such counts as old. `time` is the team's. Records
 * that change are sent again, unless the person may only read. Gives how many records changed.
 */
export async function correctOwnClocks(
  library: Library,
  { deviceId, time, maySend }: { deviceId: string; time: Clock; maySend: boolean },
): Promise<number> {
  const { db } = library;
  const nowMs = time.nowMs();
  // No stored clock is later than this device's own.
  if (getSharingState(library).hlc <= latestClock(nowMs)) return 0;
  const select = db.$client.prepare<[number, number], StoredRecord>(
    `SELECT row_id AS rowId, kind, id, state, dirty FROM shared_records
     WHERE row_id > ? ORDER BY row_id LIMIT ?`,
  );
  let count = 0;
  for (let from = 0; ; ) {
    const rows = select.all(from, slice);
    const last = rows.at(-1);
    if (last === undefined) break;
    from = last.rowId;
    db.transaction(
      () => {
        for (const row of rows) {
          const state: RecordState = JSON.parse(row.state);
          const corrected = correctState(state, deviceId, nowMs);
          if (corrected === state) continue;
          count++;
          const { kind, id } = row;
          const owned = readOwnRecord(library, kind, id) !== undefined;
          const dirty = maySend ? newestClock(corrected) : row.dirty;
          // Merged with itself it is in order again.
          storeState(library, {
            ...{ kind, id, dirty, owned },
            state: mergeRecord(kind, corrected, corrected),
          });
        }
      },
      { behavior: 'immediate' },
    );
    await nextTurn();
  }
  // Last, so that what is broken off is done again.
  db.transaction(() => correctOutbox(library, time), { behavior: 'immediate' });
  return count;
}

/** The same for what is not captured yet. In a transaction; costs nothing when the clock is right. */
export function correctOutbox(library: Library, time: Clock): void {
  const nowMs = time.nowMs();
  const latest = latestClock(nowMs);
  if (getSharingState(library).hlc <= latest) return;
  const { $client } = library.db;
  const before = $client
    .prepare<[number], number | null>('SELECT max(hlc) FROM sharing_outbox WHERE hlc <= ?')
    .pluck()
    .get(latest);
  // After what a clock that was a little ahead wrote before it jumped.
  const from = Math.max(clockAt(nowMs), before ?? 0);
  const { changes } = $client
    .prepare<[{ from: number; latest: number }]>(
      `UPDATE sharing_outbox SET hlc = @from + late.place
       FROM (SELECT kind, record, field, row_number() OVER (ORDER BY hlc) AS place
         FROM sharing_outbox WHERE hlc > @latest) AS late
       WHERE sharing_outbox.kind = late.kind AND sharing_outbox.record = late.record
         AND sharing_outbox.field = late.field`,
    )
    .run({ from, latest });
  setSharingState(library, { hlc: from + changes });
}

function correctState(state: RecordState, deviceId: string, nowMs: number): RecordState {
  const latest = latestClock(nowMs);
  const own = new Set<number>();
  let newest = clockAt(nowMs);
  mapClocks(state, (hlc, device) => {
    if (hlc <= latest) newest = Math.max(newest, hlc);
    else if (device === deviceId) own.add(hlc);
    return hlc;
  });
  const places = new Map(
    [...own].sort((a, b) => a - b).map((hlc, index) => [hlc, newest + 1 + index]),
  );
  return mapClocks(state, (hlc, device) => {
    const place = device === deviceId ? places.get(hlc) : undefined;
    return place ?? boundClock(hlc, latest);
  });
}
