const format = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  timeZone: 'UTC',
});

/** An instant as the reader's machine and eye take it: `30 Nov 2026, 14:02 UTC`. */
export function Time({ atMs }: { atMs: number }) {
  const at = new Date(atMs);
  return <time dateTime={at.toISOString()}>{`${format.format(at)} UTC`}</time>;
}
