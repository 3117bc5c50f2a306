/** A weekly or daily time, as the fields of the form have it. */
export interface ReportTime {
  /** 0 is Sunday; empty: every day. */
  day: string;
  /** `07:00`. */
  time: string;
}

/** Five cron fields of a time. */
export function cronOf({ day, time }: ReportTime): string {
  const [hour = '7', minute = '0'] = time.split(':');
  return `${Number(minute)} ${Number(hour)} * * ${day === '' ? '*' : day}`;
}

/** The time of five cron fields; undefined where the form cannot show it. */
export function timeOf(cron: string): ReportTime | undefined {
  const [, minute = '', hour = '', day = ''] =
    /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7])$/.exec(cron.trim()) ?? [];
  if (hour === '') return undefined;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return { day: day === '*' ? '' : `${Number(day) % 7}`, time };
}
