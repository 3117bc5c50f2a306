import { chiSquareTail } from './distributions.ts';
import { type EventRow, eventTable, type Lifetime } from './kaplanMeier.ts';

export interface LogRank {
  statistic: number;
  degrees: number;
  pValue: number;
}

/**
 * The log-rank test (Mantel 1966; for several groups Peto and Peto 1972): observed less expected ends
 * of each group, with their hypergeometric covariance, against chi-square with one degree fewer than
 * there are groups. None when the groups cannot be told apart: fewer than two of them, or nothing ended
 * while two were there.
 */
export function logRank(groups: readonly (readonly Lifetime[])[]): LogRank | undefined {
  if (groups.length < 2) return undefined;
  const degrees = groups.length - 1;
  const excess = Array<number>(degrees).fill(0);
  const covariance = excess.map(() => Array<number>(degrees).fill(0));
  const tables = groups.map(eventTable);
  const sizes = tables.map((table) => table[0]?.atRisk ?? 0);
  const next = groups.map(() => 0);
  const times = new Set(tables.flat().map(({ time }) => time));
  for (const time of [...times].sort((a, b) => a - b)) {
    const rows = tables.map((table, group) => rowAt(table, next, group, time));
    const ended = sumOf(rows.map((row) => row?.ended ?? 0));
    const atRisk = sumOf(sizes);
    if (ended > 0 && atRisk > 1) {
      const spread = (ended * (atRisk - ended)) / (atRisk - 1);
      for (const [i, sums] of covariance.entries()) {
        const share = (sizes[i] ?? 0) / atRisk;
        excess[i] = (excess[i] ?? 0) + (rows[i]?.ended ?? 0) - ended * share;
        for (const j of sums.keys()) {
          const other = (sizes[j] ?? 0) / atRisk;
          sums[j] = (sums[j] ?? 0) + spread * share * ((i === j ? 1 : 0) - other);
        }
      }
    }
    for (const [group, row] of rows.entries()) {
      if (row !== undefined) sizes[group] = tables[group]?.[next[group] ?? 0]?.atRisk ?? 0;
    }
  }
  const solved = solve(covariance, excess);
  if (solved === undefined) return undefined;
  const statistic = sumOf(solved.map((value, at) => value * (excess[at] ?? 0)));
  return { statistic, degrees, pValue: chiSquareTail(Math.max(0, statistic), degrees) };
}

/** The row of a group at a time, if it has one; the reading of its table then goes on. */
function rowAt(
  table: readonly EventRow[],
  next: number[],
  group: number,
  time: number,
): EventRow | undefined {
  const row = table[next[group] ?? 0];
  if (row?.time !== time) return undefined;
  next[group] = (next[group] ?? 0) + 1;
  return row;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Gaussian elimination with pivots; none for a singular matrix. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const largest = Math.max(0, ...matrix.flat().map(Math.abs));
  for (const at of rows.keys()) {
    const pivot = rows
      .slice(at)
      .reduce((best, row) => (Math.abs(row[at] ?? 0) > Math.abs(best[at] ?? 0) ? row : best));
    const size = pivot[at] ?? 0;
    if (Math.abs(size) <= largest * 1e-12) return undefined;
    const from = rows.indexOf(pivot);
    [rows[from], rows[at]] = [rows[at] ?? pivot, pivot];
    for (const [other, row] of rows.entries()) {
      if (other === at) continue;
      const factor = (row[at] ?? 0) / size;
      for (const [column, value] of pivot.entries())
        row[column] = (row[column] ?? 0) - factor * value;
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}
