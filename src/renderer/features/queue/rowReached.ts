import type { QueueRow } from './jobGroups.ts';

/** The next job that a key leads to from a row, over headings; undefined when the key does not move. */
export function rowReached(
  rows: readonly QueueRow[],
  from: number,
  key: string,
): number | undefined {
  const isJob = ({ type }: QueueRow): boolean => type === 'job';
  switch (key) {
    case 'ArrowDown':
      return Math.max(
        from,
        rows.findIndex((row, index) => index > from && isJob(row)),
      );
    case 'ArrowUp': {
      const above = rows.findLastIndex((row, index) => index < from && isJob(row));
      return above < 0 ? from : above;
    }
    case 'Home':
      return rows.findIndex(isJob);
    case 'End':
      return rows.findLastIndex(isJob);
    default:
      return undefined;
  }
}
