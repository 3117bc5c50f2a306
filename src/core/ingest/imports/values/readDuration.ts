const maxSeconds = 7 * 24 * 3_600;

/** Seconds, "1:23", "00:01:23" or "PT1M23S", as milliseconds; undefined for everything else. */
export function readDurationMs(given: string | number): number | undefined {
  const seconds = typeof given === 'number' ? given : secondsOf(given.trim());
  if (seconds === undefined || !(seconds >= 0 && seconds <= maxSeconds)) return undefined;
  return Math.round(seconds * 1_000);
}

function secondsOf(text: string): number | undefined {
  if (/^\d+(?:[.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  if (/^\d{1,3}(?::\d{1,2}){1,2}(?:\.\d+)?$/.test(text)) {
    return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i.exec(text);
  if (iso === null || text.length < 4) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return (hours * 60 + minutes) * 60 + seconds;
}
