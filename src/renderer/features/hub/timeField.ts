/** What a field for a day and a time takes, in the zone of this computer: `2026-11-30T14:00`. */
export function fieldTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant in milliseconds since 1970; undefined for what is no time. */
export function timeOfField(text: string): number | undefined {
  const atMs = new Date(text).getTime();
  return text === '' || Number.isNaN(atMs) ? undefined : atMs;
}

/** The next full hour that is at least half an hour away. */
export function nextHour(nowMs: number): number {
  const at = new Date(nowMs + 90 * 60_000);
  at.setMinutes(0, 0, 0);
  return at.getTime();
}

const long = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});

/** With its year, which a time to come may need: `Jan 1, 2027, 10:00`. */
export function longTime(atMs: number): string {
  return long.format(atMs);
}
