export interface QuietHours {
  zone: string;
  /** Hours of the day; equal: never quiet. */
  from: number;
  until: number;
}

const hourMs = 3_600_000;

/** When the quiet hours that a time is in are over, at most an hour late; undefined outside of them. */
export function quietUntilMs(hours: QuietHours, nowMs: number): number | undefined {
  if (!isQuiet(hours, nowMs)) return undefined;
  // Zones differ from UTC by quarters of an hour, and clocks are set: each quarter is asked.
  const quarterMs = hourMs / 4;
  let atMs = Math.floor(nowMs / quarterMs) * quarterMs;
  do atMs += quarterMs;
  while (isQuiet(hours, atMs));
  return atMs;
}

function isQuiet({ zone, from, until }: QuietHours, atMs: number): boolean {
  const hour = hourIn(zone, atMs);
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until;
}

/** Making one takes longer than asking it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function hourIn(zone: string, atMs: number): number {
  const known = formats.get(zone);
  const format =
    known ?? new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  if (known === undefined) formats.set(zone, format);
  return Number(format.format(atMs));
}
