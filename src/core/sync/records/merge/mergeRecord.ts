import type { SharedKind } from '../../../db/index.ts';
import {
  compareClocks,
  emptyState,
  type FieldValue,
  isKnownField,
  isTextField,
  type RecordState,
  type TextVersion,
  type WriteClock,
} from '../recordState.ts';

/**
 * Two states of one record as one; commutative, associative and idempotent.
 *
 * - A field: the last writer by clock.
 * - A text: a multi-value register. A version goes when the other side has seen it and has it no
 *   more; versions written without sight of each other all stay, the newest as the field.
 * - A delete takes what is not newer, so the later of the delete and a field's edit wins.
 */
export function mergeRecord(kind: SharedKind, a: RecordState, b: RecordState): RecordState {
  const merged = emptyState();
  merged.deleted = laterOf(a.deleted, b.deleted);
  const names = new Set([
    ...Object.keys(a.clocks),
    ...Object.keys(b.clocks),
    ...Object.keys(a.seen),
    ...Object.keys(b.seen),
  ]);
  // Sorted, so that equal states are equal as JSON too.
  for (const name of [...names].sort()) {
    const isText = isMergedAsText(kind, name, a, b);
    const versions = isText
      ? mergeTexts(name, a, b)
      : [...versionsOf(a, name), ...versionsOf(b, name)];
    if (isText) merged.seen[name] = mergeSeen(a.seen[name], b.seen[name]);
    const kept = versions
      .filter((version) => isAfter(clockOf(version), merged.deleted))
      .sort(newestFirst);
    put(merged, name, isText ? kept : kept.slice(0, 1));
  }
  return merged;
}

/**
 * Of a field that only a later program knows, what was seen tells that it is a text: so an older
 * device merges it as the later one would, and loses nothing of it.
 */
function isMergedAsText(kind: SharedKind, name: string, a: RecordState, b: RecordState): boolean {
  if (isKnownField(kind, name)) return isTextField(kind, name);
  return a.seen[name] !== undefined || b.seen[name] !== undefined;
}

/**
 * A state with a field written anew by a device that had seen all of it. A write that is not newer
 * than the record's delete changes nothing.
 */
export function writeField(
  kind: SharedKind,
  state: RecordState,
  write: { field: string; value: FieldValue; clock: WriteClock },
): RecordState {
  const { field, value, clock } = write;
  const written = emptyState();
  written.fields[field] = value;
  written.clocks[field] = clock;
  if (isTextField(kind, field)) {
    written.seen[field] = { ...state.seen[field], [clock[1]]: clock[0] };
  }
  return mergeRecord(kind, state, written);
}

/** A state after a delete by a device that had seen all of it. */
export function deleteRecord(kind: SharedKind, state: RecordState, clock: WriteClock): RecordState {
  return mergeRecord(kind, state, { ...emptyState(), deleted: clock });
}

/** All versions of a field that a state holds. */
function versionsOf(state: RecordState, name: string): TextVersion[] {
  const clock = state.clocks[name];
  if (clock === undefined) return [];
  return [[state.fields[name] ?? null, ...clock], ...(state.others[name] ?? [])];
}

function mergeTexts(name: string, a: RecordState, b: RecordState): TextVersion[] {
  const [inA, inB] = [versionsOf(a, name), versionsOf(b, name)];
  const has = (list: TextVersion[], [, hlc, device]: TextVersion): boolean =>
    list.some((other) => other[1] === hlc && other[2] === device);
  const unseenBy = (state: RecordState, [, hlc, device]: TextVersion): boolean =>
    (state.seen[name]?.[device] ?? -1) < hlc;
  return [
    ...inA.filter((version) => has(inB, version) || unseenBy(b, version)),
    ...inB.filter((version) => has(inA, version) || unseenBy(a, version)),
  ];
}

/** Versions in order, newest first; of the same write there is one. */
function put(merged: RecordState, name: string, versions: TextVersion[]): void {
  const once = versions.filter(
    (version, index) => index === 0 || newestClock(version, versions[index - 1]) !== 0,
  );
  const [newest, ...others] = once;
  if (newest === undefined) return;
  merged.fields[name] = newest[0];
  merged.clocks[name] = clockOf(newest);
  if (others.length > 0) merged.others[name] = others;
}

function newestClock(a: TextVersion, b: TextVersion | undefined): number {
  return b === undefined ? 1 : compareClocks(clockOf(b), clockOf(a));
}

/** The value decides only between writes that a broken device gave the same clock. */
function newestFirst(a: TextVersion, b: TextVersion): number {
  const order = compareClocks(clockOf(b), clockOf(a));
  if (order !== 0) return order;
  const [left, right] = [JSON.stringify(a[0]), JSON.stringify(b[0])];
  return left < right ? -1 : left > right ? 1 : 0;
}

function clockOf([, hlc, device]: TextVersion): WriteClock {
  return [hlc, device];
}

function isAfter(clock: WriteClock, deleted: WriteClock | null): boolean {
  return deleted === null || compareClocks(clock, deleted) > 0;
}

function laterOf(a: WriteClock | null, b: WriteClock | null): WriteClock | null {
  if (a === null || b === null) return a ?? b;
  return compareClocks(a, b) >= 0 ? a : b;
}

function mergeSeen(
  a: Record<string, number> = {},
  b: Record<string, number> = {},
): Record<string, number> {
  const devices = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(
    devices.map((device) => [device, Math.max(a[device] ?? 0, b[device] ?? 0)]),
  );
}
