import { and, asc, count, eq, gt, inArray, sql } from 'drizzle-orm';
import type {
  BatchId,
  BatchRequest,
  BatchRow,
  BatchRowState,
  EndpointId,
  ErrorCode,
} from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { batchRows } from '../../../db/index.ts';

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
  state: 'done' | 'failed' | 'rejected';
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
  /** When a row ended last. */
  endedAtMs: number | undefined;
}

/** Stores rows of a batch, in their order from a position on. */
export function insertRows(
  { db }: Library,
  batchId: BatchId,
  requests: readonly BatchRequest[],
  from: number,
): void {
  // Tens of thousands of rows: through the connection itself, several times faster.
  const insert = db.$client.prepare<[BatchId, string, number, string]>(`
    INSERT INTO batch_rows (batch_id, custom_id, position, state, request)
    VALUES (?, ?, ?, 'waiting', ?)`);
  for (const [index, { customId, body }] of requests.entries()) {
    insert.run(batchId, customId, from + index, JSON.stringify(body));
  }
}

export function batchCounts({ db }: Library, id: BatchId): BatchCounts {
  const rows = db
    .select({
      state: batchRows.state,
      rows: count(),
      inputTokens: sql<number>`sum(${batchRows.inputTokens})`,
      outputTokens: sql<number>`sum(${batchRows.outputTokens})`,
      cost: sql<number>`sum(${batchRows.cost})`,
      endedAtMs: sql<number | null>`max(${batchRows.finishedAtMs})`,
    })
    .from(batchRows)
    .where(eq(batchRows.batchId, id))
    .groupBy(batchRows.state)
    .all();
  const states = { waiting: 0, done: 0, failed: 0, rejected: 0, cancelled: 0 };
  const counts: BatchCounts = {
    states,
    inputTokens: 0,
    outputTokens: 0,
    cost: 0,
    endedAtMs: undefined,
  };
  for (const row of rows) {
    counts.states[row.state] = row.rows;
    counts.inputTokens += row.inputTokens;
    counts.outputTokens += row.outputTokens;
    counts.cost += row.cost;
    if (row.endedAtMs !== null) {
      counts.endedAtMs = Math.max(counts.endedAtMs ?? 0, row.endedAtMs);
    }
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

/** A row that was done is rejected after all: its answer cannot be taken in. */
export function rejectRow(
  { db }: Library,
  { batchId, customId }: { batchId: BatchId; customId: string },
  why: { errorCode: ErrorCode; errorMessage: string },
): void {
  db.update(batchRows)
    .set({ state: 'rejected', ...why })
    .where(and(eq(batchRows.batchId, batchId), eq(batchRows.customId, customId)))
    .run();
}

/** Some rows that failed or were rejected wait again; false when there was none. */
export function retrySome({ db }: Library, id: BatchId, limit: number): boolean {
  const some = sql`rowid IN (SELECT rowid FROM batch_rows
    WHERE batch_id = ${id} AND state IN ('failed', 'rejected') LIMIT ${limit})`;
  const { changes } = db
    .update(batchRows)
    .set({
      ...{ state: 'waiting', attempts: 0, response: null },
      ...{ errorCode: null, errorMessage: null, outcome: null },
    })
    .where(some)
    .run();
  return changes > 0;
}

/** Rows that failed wait again, to be ended by other means; gives how many there were. */
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
            inArray(batchRows.state, ['failed', 'rejected']),
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

export interface RowPage {
  state?: BatchRowState | undefined;
  /** Rows without an answer are shown as cancelled. */
  isCancelled?: boolean;
  offset: number;
  limit: number;
}

/** How rows of a cancelled batch are stored that are shown so. */
const storedStates: Record<BatchRowState, BatchRowState | 'none'> = {
  ...{ waiting: 'none', cancelled: 'waiting' },
  ...{ done: 'done', failed: 'failed', rejected: 'rejected' },
};

export function listRows(
  { db }: Library,
  id: BatchId,
  { state, isCancelled = false, offset, limit }: RowPage,
): { rows: BatchRow[]; total: number } {
  const stored = isCancelled && state !== undefined ? storedStates[state] : state;
  if (stored === 'none') return { rows: [], total: 0 };
  const where = and(
    eq(batchRows.batchId, id),
    ...(stored === undefined ? [] : [eq(batchRows.state, stored)]),
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
  const shown = rows.map(toRow);
  if (!isCancelled) return { rows: shown, total };
  return {
    rows: shown.map((row) => (row.state === 'waiting' ? { ...row, state: 'cancelled' } : row)),
    total,
  };
}

/** What rows at these positions ask for, in order. */
export function requestsAt(
  { db }: Library,
  id: BatchId,
  positions: readonly number[],
): BatchRequest[] {
  return db
    .select({ customId: batchRows.customId, body: batchRows.request })
    .from(batchRows)
    .where(
      and(
        eq(batchRows.batchId, id),
        sql`${batchRows.position} IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`,
      ),
    )
    .orderBy(asc(batchRows.position))
    .all()
    .map(({ customId, body }) => ({ customId, body: body as BatchRequest['body'] }));
}

/** Rows of a batch; their positions are 0 to one less. */
export function countRows({ db }: Library, id: BatchId): number {
  const ofBatch = eq(batchRows.batchId, id);
  return db.select({ rows: count() }).from(batchRows).where(ofBatch).get()?.rows ?? 0;
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
