import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { captureChanges } from '../../records/capture/captureChanges.ts';
import { type DirtyRecord, dirtyRecords } from '../../records/capture/dirtyRecords.ts';
import { type SharedVectors, sharedVectors } from '../../records/sharedVectors.ts';
import { binaryArray, textType } from './binaryArray.ts';
import { halfvecBytes } from './halfvecBytes.ts';

export interface PreparedRecord extends DirtyRecord {
  /** A chunk's vector as `halfvec`, when this library has it. */
  vector: Uint8Array | null;
}

/** Records to send, and the same as parameters of one statement (insertFresh.ts). */
export interface PreparedBatch {
  records: readonly PreparedRecord[];
  /** Kinds, ids and states as `text[]`, vectors as `halfvec[]`. */
  columns: readonly Buffer[];
}

export interface Preparing {
  library: Library;
  deviceId: string;
  batchSize: number;
  /** The team's. */
  time: Clock;
  /** Of the type `halfvec` in the team's database. */
  halfvecType: number;
}

/** So few at a time: between turns the team's database is heard, and a window stays live. */
const slice = 100;

/**
 * What changed here, captured, read and encoded batch after batch. The batch given last may still
 * be under way; the one before it must have been marked as pushed.
 */
export async function* preparedBatches(preparing: Preparing): AsyncGenerator<PreparedBatch> {
  const { library, deviceId, batchSize, time } = preparing;
  let onTheirWay: readonly DirtyRecord[] = [];
  for (;;) {
    let captured = 0;
    for (let taken = -1; captured < batchSize && taken !== 0; captured += taken) {
      taken = captureChanges(library, deviceId, { limit: Math.min(slice, batchSize), time });
      await nextTurn();
    }
    const dirty = dirtyRecords(library, { limit: batchSize, onTheirWay });
    if (dirty.length === 0 && captured === 0) return;
    // What was captured may be gone again, with nothing to send.
    if (dirty.length === 0) continue;
    yield await encoded(preparing, dirty);
    onTheirWay = dirty;
  }
}

async function encoded(
  { library, halfvecType }: Preparing,
  dirty: readonly DirtyRecord[],
): Promise<PreparedBatch> {
  const vectors = sharedVectors(library);
  const records: PreparedRecord[] = [];
  for (let from = 0; from < dirty.length; from += slice) {
    await nextTurn();
    for (const record of dirty.slice(from, from + slice)) {
      records.push({ ...record, vector: vectorOf(vectors, record) });
    }
  }
  const texts = [
    records.map(({ kind }) => kind),
    records.map(({ id }) => id),
    records.map(({ json }) => json),
  ];
  const columns = [
    ...texts.map((column) => binaryArray(textType, column)),
    binaryArray(
      halfvecType,
      records.map(({ vector }) => vector),
    ),
  ];
  return { records, columns };
}

/** None when the record's embedding is by another model: a colleague's, or one used before. */
function vectorOf(vectors: SharedVectors | undefined, record: DirtyRecord): Uint8Array | null {
  if (vectors === undefined || record.model !== vectors.model) return null;
  const vector = vectors.vectorOf(record.id);
  return vector === undefined ? null : halfvecBytes(vector);
}
