import type { ScheduleRun } from '../../../../contract/index.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

const days = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/** When something runs, in words where the five fields are of a common form. */
export function cronWords(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const everyDay = day === '*' && month === '*';
  const isNumber = (field: string): boolean => /^\d{1,2}$/.test(field);
  if (everyDay && weekday === '*' && hour === '*') {
    const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
    if (step !== undefined) return step === '1' ? 'Every minute' : `Every ${step} minutes`;
    if (minute === '0') return 'Every hour';
    if (isNumber(minute)) return `Every hour, ${minute} past`;
  }
  if (everyDay && isNumber(minute) && isNumber(hour)) {
    const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
    if (weekday === '*') return `Every day, ${at}`;
    const name = isNumber(weekday) ? days[Number(weekday) % 7] : undefined;
    if (name !== undefined) return `${name}, ${at}`;
  }
  return `At ${cron}`;
}

export const outcomes: Record<ScheduleRun['outcome'], { word: string; tone: BadgeTone }> = {
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  interrupted: { word: 'Interrupted', tone: 'caution' },
};

export const reasons: Record<ScheduleRun['reason'], string> = {
  onTime: 'on time',
  caughtUp: 'caught up',
  byHand: 'by hand',
};
