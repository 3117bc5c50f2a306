/**
 * Where a key leads in a row of which one item has the focus: the arrows to its neighbours, Home and End to
 * its ends. Undefined for every other key; one that leads somewhere does nothing else.
 */
export function targetOfKey(
  event: React.KeyboardEvent,
  { cursor, count }: { cursor: number; count: number },
): number | undefined {
  const last = count - 1;
  const targets: Record<string, number> = {
    ArrowRight: Math.min(cursor + 1, last),
    ArrowLeft: Math.max(cursor - 1, 0),
    Home: 0,
    End: last,
  };
  const target = targets[event.key];
  if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  event.preventDefault();
  return target;
}
