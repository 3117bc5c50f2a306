/** Videos asked for at a time. */
export const pageSize = 100;

/** Numbers of the pages that hold the places from `first` to `last`; page 0 is always there. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.max(1, Math.floor(first / pageSize));
  const to = Math.floor(last / pageSize);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
}
