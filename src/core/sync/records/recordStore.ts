import type { Library, SharedKind } from '../../db/index.ts';
import { perConnection } from './perConnection.ts';
import { emptyState, isGone, type RecordState, type SharedRecord } from './recordState.ts';

const selectOne = perConnection((client) =>
  client.prepare<[string, string], { state: string; dirty: number }>(
    'SELECT state, dirty FROM shared_records WHERE kind = ? AND id = ?',
  ),
);

const upsert = perConnection((client) =>
  client.prepare(
    `INSERT INTO shared_records (kind, id, state, gone, conflicted, dirty, is_foreign, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state, gone = excluded.gone,
       conflicted = excluded.conflicted, dirty = excluded.dirty,
       is_foreign = excluded.is_foreign, text = excluded.text`,
  ),
);

/** This device's copy of a record; `known` is false when there is none. */
export function readState(
  library: Library,
  kind: SharedKind,
  id: string,
): { state: RecordState; dirty: number; known: boolean } {
  const row = selectOne(library.db).get(kind, id);
  if (row === undefined) return { state: emptyState(), dirty: 0, known: false };
  return { state: JSON.parse(row.state) as RecordState, dirty: row.dirty, known: true };
}

export function storeState(
  library: Library,
  record: SharedRecord & { dirty: number; owned: boolean },
): void {
  const { kind, id, state, dirty, owned } = record;
  const gone = isGone(state);
  const isForeign = kind === 'chunk' && !owned && !gone;
  const text = isForeign && typeof state.fields.text === 'string' ? state.fields.text : '';
  upsert(library.db).run(
    ...[kind, id, JSON.stringify(state), Number(gone)],
    ...[Number(hasConflict(state)), dirty, Number(isForeign), text],
  );
}

/** Two devices that wrote the same words do not disagree. */
export function hasConflict({ fields, others }: RecordState): boolean {
  return Object.entries(others).some(([field, versions]) =>
    versions.some(([value]) => value !== fields[field]),
  );
}
