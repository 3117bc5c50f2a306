import type { Database } from '../database.ts';

/** What is measured of the freshness contract, by visits of the hub to itself. */
export type MeasureKind = 'publishToVisible' | 'staleness';

export interface Measure {
  kind: MeasureKind;
  path: string;
  /** From a call to the visit that had it, or how long ago a visit's page was read, in milliseconds. */
  tookMs: number;
  /** Longer than the contract promises. */
  isLate: boolean;
  atMs: number;
}

export interface MeasureSummary {
  count: number;
  late: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
}

const keptMs = 30 * 24 * 3_600_000;
/** So many wait while the database is away; after that the oldest are lost. */
const maxWaiting = 1_000;

/** Events of the monitor, kept for thirty days. */
export function createMeasures({ query }: Pick<Database, 'query'>) {
  const waiting: Measure[] = [];
  return {
    /** Also while the database is away: then it is kept until the next one. */
    add: async (measure: Measure): Promise<void> => {
      waiting.push(measure);
      waiting.splice(0, Math.max(0, waiting.length - maxWaiting));
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { kind, path, tookMs, isLate, atMs } = next;
        try {
          await query(
            `INSERT INTO hub_measures (kind, path, took_ms, is_late, at_ms) VALUES ($1, $2, $3, $4, $5)`,
            [kind, path, Math.round(tookMs), isLate, atMs],
          );
        } catch {
          waiting.unshift(next);
          return;
        }
      }
      await query('DELETE FROM hub_measures WHERE at_ms < $1', [Date.now() - keptMs]);
    },
    /** Errors: those of the database. */
    since: async (sinceMs: number): Promise<Partial<Record<MeasureKind, MeasureSummary>>> => {
      const rows = await query<Record<string, string | number> & { kind: MeasureKind }>(
        `SELECT kind, count(*) AS count, count(*) FILTER (WHERE is_late) AS late,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms) AS p50,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY took_ms) AS p95, max(took_ms) AS max
         FROM hub_measures WHERE at_ms >= $1 GROUP BY kind`,
        [sinceMs],
      );
      return Object.fromEntries(
        rows.map(({ kind, count, late, p50, p95, max }) => [
          kind,
          {
            ...{ count: Number(count), late: Number(late), p50Ms: Math.round(Number(p50)) },
            ...{ p95Ms: Math.round(Number(p95)), maxMs: Number(max) },
          },
        ]),
      );
    },
  };
}
export type Measures = ReturnType<typeof createMeasures>;
