import { formatClock } from '../../../../client/formats/format.ts';

const hourMs = 3_600_000;

/** A time at the head of a row: with tenths in the first hour, where its column has room for them. */
export function rowClock(ms: number): string {
  return formatClock(ms, ms < hourMs);
}
