import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNull,
  lt,
  or,
  sql,
} from 'drizzle-orm';
import type {
  ComparedAnswer,
  ComparedPair,
  ComparisonId,
  EndpointId,
  ErrorCode,
  JobId,
  JobState,
  RequestSetId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { comparedPairs, comparisons, jobs, requestSets, setRequests } from '../../db/index.ts';

interface Side {
  id: EndpointId;
  name: string;
  model: string;
}

export interface NewComparison {
  id: ComparisonId;
  setId: RequestSetId;
  jobId: JobId;
  from: Side;
  to: Side;
}

/** A pair of answers to one request of the set. */
export interface NewPair {
  position: number;
  from: ComparedAnswer;
  to: ComparedAnswer;
  agreement: number | undefined;
}

export type StoredComparison = typeof comparisons.$inferSelect &
  Pick<typeof requestSets.$inferSelect, 'kind'> & {
    setName: string;
    requests: number;
    compared: number;
    /** Of its job; null when that is so old that it was removed. */
    jobState: JobState | null;
    jobEndedAtMs: number | null;
    errorCode: ErrorCode | null;
    errorMessage: string | null;
  };

export function insertComparison(
  library: Library,
  { id, setId, jobId, from, to }: NewComparison,
): void {
  library.db
    .insert(comparisons)
    .values({
      ...{ id, setId, jobId, startedAtMs: library.clock.nowMs() },
      ...{ fromId: from.id, fromName: from.name, fromModel: from.model },
      ...{ toId: to.id, toName: to.name, toModel: to.model },
    })
    .run();
}

/** Keeps both answers to a request. */
export function insertPair(
  { db }: Library,
  comparisonId: ComparisonId,
  { position, from, to, agreement }: NewPair,
): void {
  db.insert(comparedPairs)
    .values({
      ...{ comparisonId, position, agreement: agreement ?? null },
      ...{ fromValid: from.valid, fromText: from.text, fromModel: from.model },
      ...{ fromLatencyMs: from.latencyMs, fromTokens: from.outputTokens },
      ...{ toValid: to.valid, toText: to.text, toModel: to.model },
      ...{ toLatencyMs: to.latencyMs, toTokens: to.outputTokens },
    })
    .run();
}

/** Whether a comparison of this set goes on, or will. */
export function isSetInUse({ db }: Library, setId: RequestSetId): boolean {
  const unfinished = inArray(jobs.state, ['waiting', 'running', 'paused']);
  const found = db
    .select({ id: comparisons.id })
    .from(comparisons)
    .innerJoin(jobs, eq(jobs.id, comparisons.jobId))
    .where(and(eq(comparisons.setId, setId), unfinished))
    .limit(1)
    .get();
  return found !== undefined;
}

export function decideComparison(library: Library, id: ComparisonId, kept: 'from' | 'to'): void {
  const decidedAtMs = library.clock.nowMs();
  library.db.update(comparisons).set({ kept, decidedAtMs }).where(eq(comparisons.id, id)).run();
}

export function getComparison({ db }: Library, id: ComparisonId): StoredComparison | undefined {
  return selectComparisons(db).where(eq(comparisons.id, id)).get();
}

/** Newest first. */
export function listComparisons({ db }: Library, limit: number): StoredComparison[] {
  return selectComparisons(db)
    .orderBy(desc(comparisons.startedAtMs), sql`comparisons.rowid DESC`)
    .limit(limit)
    .all();
}

/** False when there was none. */
export function removeComparison({ db }: Library, id: ComparisonId): boolean {
  return db.delete(comparisons).where(eq(comparisons.id, id)).run().changes > 0;
}

const figureColumns = {
  fromValid: comparedPairs.fromValid,
  fromLatencyMs: comparedPairs.fromLatencyMs,
  fromTokens: comparedPairs.fromTokens,
  toValid: comparedPairs.toValid,
  toLatencyMs: comparedPairs.toLatencyMs,
  toTokens: comparedPairs.toTokens,
  agreement: comparedPairs.agreement,
};
export type PairFigures = Pick<typeof comparedPairs.$inferSelect, keyof typeof figureColumns>;

/** What a summary is made of: all pairs without their texts. */
export function pairFigures({ db }: Library, id: ComparisonId): PairFigures[] {
  return db
    .select(figureColumns)
    .from(comparedPairs)
    .where(eq(comparedPairs.comparisonId, id))
    .all();
}

export function listPairs(
  { db }: Library,
  id: ComparisonId,
  page: { show: 'all' | 'different' | 'invalid'; offset: number; limit: number },
): { pairs: ComparedPair[]; total: number } {
  const where = and(eq(comparedPairs.comparisonId, id), shown[page.show]);
  const total = db.select({ pairs: count() }).from(comparedPairs).where(where).get()?.pairs ?? 0;
  const rows = db
    .select({ pair: comparedPairs, asked: setRequests })
    .from(comparedPairs)
    .innerJoin(comparisons, eq(comparisons.id, comparedPairs.comparisonId))
    .innerJoin(
      setRequests,
      and(
        eq(setRequests.setId, comparisons.setId),
        eq(setRequests.position, comparedPairs.position),
      ),
    )
    .where(where)
    .orderBy(asc(comparedPairs.position))
    .limit(page.limit)
    .offset(page.offset)
    .all();
  return { total, pairs: rows.map(({ pair, asked }) => toPair(pair, asked)) };
}

const shown = {
  all: undefined,
  different: or(isNull(comparedPairs.agreement), lt(comparedPairs.agreement, 1)),
  invalid: or(eq(comparedPairs.fromValid, false), eq(comparedPairs.toValid, false)),
} as const;

function toPair(
  pair: typeof comparedPairs.$inferSelect,
  { customId, request }: typeof setRequests.$inferSelect,
): ComparedPair {
  return {
    customId,
    request: request as ComparedPair['request'],
    from: {
      ...{ valid: pair.fromValid, text: pair.fromText, model: pair.fromModel },
      ...{ latencyMs: pair.fromLatencyMs, outputTokens: pair.fromTokens },
    },
    to: {
      ...{ valid: pair.toValid, text: pair.toText, model: pair.toModel },
      ...{ latencyMs: pair.toLatencyMs, outputTokens: pair.toTokens },
    },
    ...(pair.agreement !== null && { agreement: pair.agreement }),
  };
}

function selectComparisons(db: Library['db']) {
  return db
    .select({
      ...getTableColumns(comparisons),
      kind: requestSets.kind,
      setName: requestSets.name,
      requests: db.$count(setRequests, eq(setRequests.setId, comparisons.setId)),
      compared: db.$count(comparedPairs, eq(comparedPairs.comparisonId, comparisons.id)),
      ...{ jobState: jobs.state, jobEndedAtMs: jobs.finishedAtMs },
      ...{ errorCode: jobs.errorCode, errorMessage: jobs.errorMessage },
    })
    .from(comparisons)
    .leftJoin(jobs, eq(jobs.id, comparisons.jobId))
    .innerJoin(requestSets, eq(requestSets.id, comparisons.setId))
    .$dynamic();
}
