/** `1:04`, `1:02:03`; tenths on demand for short clips. */
export function formatClock(ms: number, tenths = false): string {
  const totalSeconds = Math.floor(ms / 1000);
  const seconds = `${totalSeconds % 60}`.padStart(2, '0');
  const minutes = Math.floor(totalSeconds / 60) % 60;
  const hours = Math.floor(totalSeconds / 3600);
  const tail = tenths ? `.${Math.floor((ms % 1000) / 100)}` : '';
  return hours > 0
    ? `${hours}:${`${minutes}`.padStart(2, '0')}:${seconds}${tail}`
    : `${minutes}:${seconds}${tail}`;
}

/** How long something will take, in one unit: `8 s`, `3 min`, `1.5 h`. */
export function formatDuration(ms: number): string {
  if (ms < 60_000) return `${Math.max(1, Math.round(ms / 1000))} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

const compactNumber = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumSignificantDigits: 3,
});

/** `12.4K`, `1.03M`. */
export function formatCount(count: number): string {
  return compactNumber.format(count);
}

/** Decimal units, as disks and downloads are sold: `148 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 1 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const dayAndTime = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** `14 Mar 2026`. */
export function formatDay(atMs: number): string {
  return day.format(atMs);
}

/** `14 Mar, 09:30`. */
export function formatDayAndTime(atMs: number): string {
  return dayAndTime.format(atMs);
}
