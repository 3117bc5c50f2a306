/** Before it there were no platforms; a smaller number is no time of a post. */
const minMs = Date.UTC(1995, 0, 1);
const maxMs = Date.UTC(2200, 0, 1);

/**
 * ISO 8601 ("2022-12-02", "2022-12-02 13:00", with Z or an offset; UTC without one), "20221202",
 * "Dec 2, 2022", epoch seconds, or epoch milliseconds. Milliseconds since the epoch; undefined for
 * everything else. "02/12/2022" is a different day in different countries, so it is nothing here.
 */
export function readInstant(given: string | number): number | undefined {
  const ms = typeof given === 'number' ? fromEpoch(given) : fromText(given.trim());
  if (ms === undefined || Number.isNaN(ms) || ms < minMs || ms >= maxMs) return undefined;
  return Math.round(ms);
}

function fromEpoch(value: number): number {
  return Math.abs(value) < 1e11 ? value * 1_000 : value;
}

function fromText(text: string): number | undefined {
  const day = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (day !== null) return dayMs(`${day[1]}-${day[2]}-${day[3]}`);
  if (/^\d{9,13}(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayMs(text);
  const iso =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (iso !== null) {
    const [, date = '', time = '', zone = 'Z'] = iso;
    if (dayMs(date) === undefined) return undefined;
    return Date.parse(`${date}T${time}${/utc/i.test(zone) ? 'Z' : zoneOf(zone)}`);
  }
  if (/^[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}$/.test(text)) return Date.parse(`${text} UTC`);
  return undefined;
}

function zoneOf(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
}

/** Undefined for days that no month has: JavaScript would take the 31st of June for the 1st of July. */
function dayMs(date: string): number | undefined {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms).toISOString().startsWith(date) ? ms : undefined;
}
