import { and, asc, count, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type {
  BatchErrorGroup,
  BatchId,
  BatchKind,
  BatchPlace,
  BatchRequest,
  BatchRow,
  BatchRowState,
  BatchState,
  EndpointId,
  ErrorCode,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { batches, batchRows } from '../../../db/index.ts';

export type StoredBatch = typeof batches.$inferSelect;

export interface NewBatch {
  id: BatchId;
  name: string;
  kind: BatchKind;
  place: BatchPlace;
  state: 'running' | 'paused';
}

/** A row that is to be asked. */
export interface WaitingRow {
  customId: string;
  position: number;
  body: Record<string, unknown>;
}

/** How a row ended. */
export interface RowEnd {
  batchId: BatchId;
  customId: string;
  state: 'done' | 'failed' | 'aside';
  attempts: number;
  response?: unknown;
  model?: string;
  endpointId?: EndpointId;
  inputTokens: number;
  outputTokens: number;
  cost: number;
  errorCode?: ErrorCode;
  errorMessage?: string;
}

export interface BatchCounts {
  states: Record<BatchRowState, number>;
  inputTokens: number;
  outputTokens: number;
  cost: number;
}

/** Stores a batch with all its rows, or nothing. Error: `batch.duplicateId`. */
export function insertBatch(
  library: Library,
  batch: NewBatch,
  requests: readonly BatchRequest[],
): void {
  const seen = new Set<string>();
  for (const { customId } of requests) {
    if (seen.has(customId)) {
      throw new AppError('batch.duplicateId', `Two requests have the custom id ${customId}.`);
    }
    seen.add(customId);
  }
  library.db.transaction((tx) => {
    tx.insert(batches)
      .values({ ...batch, createdAtMs: library.clock.nowMs() })
      .run();
    const insert = tx
      .insert(batchRows)
      .values({
        batchId: batch.id,
        customId: sql.placeholder('customId'),
        position: sql.placeholder('position'),
        state: 'waiting',
        request: sql.placeholder('request'),
      })
      .prepare();
    for (const [position, { customId, body }] of requests.entries()) {
      insert.run({ customId, position, request: body });
    }
  });
}

export function getBatch({ db }: Library, id: BatchId): StoredBatch | undefined {
  return db.select().from(batches).where(eq(batches.id, id)).get();
}

/** Newest first. */
export function listBatches({ db }: Library, limit: number): StoredBatch[] {
  return db
    .select()
    .from(batches)
    .orderBy(desc(batches.createdAtMs), sql`batches.rowid DESC`)
    .limit(limit)
    .all();
}

/** Oldest first: the order in which they are worked on. */
export function runningBatches({ db }: Library): StoredBatch[] {
  return db
    .select()
    .from(batches)
    .where(eq(batches.state, 'running'))
    .orderBy(asc(batches.createdAtMs), sql`batches.rowid`)
    .all();
}

export function setBatchState(library: Library, id: BatchId, state: BatchState): void {
  const isOver = state === 'done' || state === 'cancelled';
  const finishedAtMs = isOver ? library.clock.nowMs() : null;
  library.db.update(batches).set({ state, finishedAtMs }).where(eq(batches.id, id)).run();
}

export function batchCounts({ db }: Library, id: BatchId): BatchCounts {
  const rows = db
    .select({
      state: batchRows.state,
      rows: count(),
      inputTokens: sql<number>`sum(${batchRows.inputTokens})`,
      outputTokens: sql<number>`sum(${batchRows.outputTokens})`,
      cost: sql<number>`sum(${batchRows.cost})`,
    })
    .from(batchRows)
    .where(eq(batchRows.batchId, id))
    .groupBy(batchRows.state)
    .all();
  const states = { waiting: 0, done: 0, failed: 0, aside: 0, cancelled: 0 };
  const counts: BatchCounts = { states, inputTokens: 0, outputTokens: 0, cost: 0 };
  for (const row of rows) {
    counts.states[row.state] = row.rows;
    counts.inputTokens += row.inputTokens;
    counts.outputTokens += row.outputTokens;
    counts.cost += row.cost;
  }
  return counts;
}

/** Waiting rows after a position, in order. */
export function waitingRows(
  { db }: Library,
  id: BatchId,
  { after, limit }: { after: number; limit: number },
): WaitingRow[] {
  return db
    .select({
      customId: batchRows.customId,
      position: batchRows.position,
      body: batchRows.request,
    })
    .from(batchRows)
    .where(
      and(eq(batchRows.batchId, id), eq(batchRows.state, 'waiting'), gt(batchRows.position, after)),
    )
    .orderBy(asc(batchRows.position))
    .limit(limit)
    .all();
}

/**
 * Keeps how rows ended, in one transaction. A row that is not waiting keeps what it has; gives the
 * others.
 */
export function endRows(library: Library, ends: readonly RowEnd[]): RowEnd[] {
  const finishedAtMs = library.clock.nowMs();
  return library.db.transaction((tx) =>
    ends.filter(({ batchId, customId, ...end }) => {
      const { changes } = tx
        .update(batchRows)
        .set({ errorCode: null, errorMessage: null, ...end, finishedAtMs })
        .where(
          and(
            eq(batchRows.batchId, batchId),
            eq(batchRows.customId, customId),
            eq(batchRows.state, 'waiting'),
          ),
        )
        .run();
      return changes > 0;
    }),
  );
}

/** A row that was done is set aside after all: its answer cannot be taken in. */
export function rejectRow(
  { db }: Library,
  { batchId, customId }: { batchId: BatchId; customId: string },
  why: { errorCode: ErrorCode; errorMessage: string },
): void {
  db.update(batchRows)
    .set({ state: 'aside', ...why })
    .where(and(eq(batchRows.batchId, batchId), eq(batchRows.customId, customId)))
    .run();
}

export function cancelWaitingRows({ db }: Library, id: BatchId): void {
  db.update(batchRows)
    .set({ state: 'cancelled' })
    .where(and(eq(batchRows.batchId, id), eq(batchRows.state, 'waiting')))
    .run();
}

/** Failed rows, those that were set aside and cancelled ones wait again, in a new round. */
export function retryRows({ db }: Library, id: BatchId): void {
  db.update(batches)
    .set({ round: sql`${batches.round} + 1` })
    .where(eq(batches.id, id))
    .run();
  db.update(batchRows)
    .set({
      ...{ state: 'waiting', attempts: 0, response: null },
      ...{ errorCode: null, errorMessage: null, outcome: null },
    })
    .where(
      and(eq(batchRows.batchId, id), inArray(batchRows.state, ['failed', 'aside', 'cancelled'])),
    )
    .run();
}

/** The same for rows that are about to be ended by other means; gives how many there were. */
export function reopenRows(
  { db }: Library,
  id: BatchId,
  rows: readonly { customId: string }[],
): number {
  return db.transaction((tx) => {
    let reopened = 0;
    for (const { customId } of rows) {
      const { changes } = tx
        .update(batchRows)
        .set({ state: 'waiting' })
        .where(
          and(
            eq(batchRows.batchId, id),
            eq(batchRows.customId, customId),
            inArray(batchRows.state, ['failed', 'aside', 'cancelled']),
          ),
        )
        .run();
      reopened += changes;
    }
    return reopened;
  });
}

/** What a row asks for. */
export function requestOf(
  { db }: Library,
  id: BatchId,
  customId: string,
): { state: BatchRowState; body: Record<string, unknown> } | undefined {
  return db
    .select({ state: batchRows.state, body: batchRows.request })
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), eq(batchRows.customId, customId)))
    .get();
}

export function listRows(
  { db }: Library,
  id: BatchId,
  { state, offset, limit }: { state?: BatchRowState | undefined; offset: number; limit: number },
): { rows: BatchRow[]; total: number } {
  const where = and(
    eq(batchRows.batchId, id),
    ...(state === undefined ? [] : [eq(batchRows.state, state)]),
  );
  const total = db.select({ rows: count() }).from(batchRows).where(where).get()?.rows ?? 0;
  const rows = db
    .select()
    .from(batchRows)
    .where(where)
    .orderBy(asc(batchRows.position))
    .limit(limit)
    .offset(offset)
    .all();
  return { rows: rows.map(toRow), total };
}

/** What went wrong, by its cause, the most frequent first. */
export function errorGroups({ db }: Library, id: BatchId): BatchErrorGroup[] {
  return db
    .select({
      state: batchRows.state,
      code: batchRows.errorCode,
      message: batchRows.errorMessage,
      rows: count(),
      customIds: sql<string>`json_group_array(${batchRows.customId})`,
    })
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), inArray(batchRows.state, ['failed', 'aside'])))
    .groupBy(batchRows.state, batchRows.errorCode, batchRows.errorMessage)
    .orderBy(desc(count()))
    .limit(100)
    .all()
    .map(({ state, code, message, rows, customIds }) => ({
      state: state === 'aside' ? 'aside' : 'failed',
      code: code ?? 'internal.unexpected',
      message: message ?? '',
      rows,
      customIds: (JSON.parse(customIds) as string[]).slice(0, 5),
    }));
}

/** False when there was none. */
export function removeBatch({ db }: Library, id: BatchId): boolean {
  return db.delete(batches).where(eq(batches.id, id)).run().changes > 0;
}

function toRow(row: typeof batchRows.$inferSelect): BatchRow {
  const { response, model, endpointId, errorCode, errorMessage, outcome, finishedAtMs } = row;
  return {
    customId: row.customId,
    state: row.state,
    attempts: row.attempts,
    request: row.request as BatchRow['request'],
    ...(response !== null && { response: response as NonNullable<BatchRow['response']> }),
    ...(model !== null && { model }),
    ...(endpointId !== null && { endpointId }),
    ...(errorCode !== null && { errorCode }),
    ...(errorMessage !== null && { errorMessage }),
    ...(outcome !== null && { outcome }),
    ...(finishedAtMs !== null && { finishedAtMs }),
  };
}
