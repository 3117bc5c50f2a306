import type { Library, SharedKind } from '../../db/index.ts';
import type { FieldValue, RecordState, WriteClock } from '../records/recordState.ts';

export interface SharedConflict {
  kind: SharedKind;
  id: string;
  /** What people know the record by; may be empty. */
  label: string;
  field: string;
  /** What the field shows now. */
  kept: { value: FieldValue; clock: WriteClock };
  /** What others wrote at the same time; writing the field again settles it. */
  others: { value: FieldValue; clock: WriteClock }[];
}

/** Texts that two devices wrote without having seen each other's, newest records first. */
export function sharedConflicts({ db }: Library, limit: number): SharedConflict[] {
  const rows = db.$client
    .prepare<[number], { kind: SharedKind; id: string; state: string }>(
      `SELECT kind, id, state FROM shared_records WHERE conflicted = 1
       ORDER BY row_id DESC LIMIT ?`,
    )
    .all(limit);
  return rows.flatMap(({ kind, id, state }) => {
    const parsed = JSON.parse(state) as RecordState;
    const name = parsed.fields.title ?? parsed.fields.name;
    const label = typeof name === 'string' ? name : '';
    return conflictsIn(parsed).map((conflict) => ({ kind, id, label, ...conflict }));
  });
}

/** Fields of a state that hold different versions, the newest first. */
export function conflictsIn(state: RecordState): Omit<SharedConflict, 'kind' | 'id' | 'label'>[] {
  const { fields, clocks, others } = state;
  return Object.entries(others).flatMap(([field, versions]) => {
    const clock = clocks[field];
    const value = fields[field] ?? null;
    const different = versions.filter(([other]) => other !== value);
    if (clock === undefined || different.length === 0) return [];
    const seen = different.map(([other, hlc, device]) => ({
      value: other,
      clock: [hlc, device] as const,
    }));
    return [{ field, kept: { value, clock }, others: seen }];
  });
}

/** Fields of a record that two devices wrote without having seen each other's. */
export function conflictedFields({ db }: Library, kind: SharedKind, id: string): string[] {
  const state = db.$client
    .prepare<[string, string], string>(
      'SELECT state FROM shared_records WHERE kind = ? AND id = ? AND conflicted = 1',
    )
    .pluck()
    .get(kind, id);
  if (state === undefined) return [];
  return conflictsIn(JSON.parse(state) as RecordState).map(({ field }) => field);
}
