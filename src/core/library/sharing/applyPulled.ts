import type { Library } from '../openLibrary.ts';
import { captureChanges } from './captureChanges.ts';
import { mergeRecord } from './mergeRecord.ts';
import { readOwnRecord } from './ownRecord.ts';
import { compareClocks, type RecordState, type SharedRecord } from './recordState.ts';
import { readState, storeState } from './recordStore.ts';
import { getSharingState, setSharingState } from './sharingState.ts';

/** What others may change of a video that is in this library too; the rest stays its own. */
const appliedColumns: Record<string, string> = { title: 'title', description: 'description' };
/** A desk whose clock runs further ahead does not take ours with it. */
const mostAheadMs = 24 * 60 * 60 * 1_000;

/**
 * Merges what others wrote, in one transaction with the cursor: after a crash the batch is
 * either here whole or asked for again.
 */
export function applyPulled(
  library: Library,
  { deskId, records, cursor }: { deskId: string; records: readonly SharedRecord[]; cursor: number },
): void {
  const { db } = library;
  db.transaction(
    () => {
      // Edits from before this moment have not seen what comes now.
      while (captureChanges(library, deskId) > 0);
      setSharingState(library, { applying: 1 });
      let newest = 0;
      for (const { kind, id, state } of records) {
        const before = readState(library, kind, id);
        const merged = mergeRecord(kind, before.state, state);
        const owned = readOwnRecord(library, kind, id) !== undefined;
        if (kind === 'video' && owned) applyToOwn(library, id, before.state, merged);
        storeState(library, { kind, id, state: merged, dirty: before.dirty, owned });
        newest = Math.max(newest, newestClock(state));
      }
      const limit = (library.clock.nowMs() + mostAheadMs) * 1_000;
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

function applyToOwn(
  library: Library,
  contentHash: string,
  before: RecordState,
  merged: RecordState,
): void {
  for (const [field, column] of Object.entries(appliedColumns)) {
    const value = merged.fields[field];
    const [was, is] = [before.clocks[field], merged.clocks[field]];
    if (is === undefined || (was !== undefined && compareClocks(was, is) === 0)) continue;
    const isTitle = field === 'title';
    if (typeof value !== 'string' && (isTitle || value !== null)) continue;
    library.db.$client
      .prepare(`UPDATE videos SET ${column} = ? WHERE content_hash = ?`)
      .run(value ?? null, contentHash);
  }
}

function newestClock({ clocks, deleted, seen }: RecordState): number {
  const all = [
    ...Object.values(clocks).map(([hlc]) => hlc),
    ...Object.values(seen).flatMap((desks) => Object.values(desks)),
    deleted?.[0] ?? 0,
  ];
  return Math.max(0, ...all);
}
