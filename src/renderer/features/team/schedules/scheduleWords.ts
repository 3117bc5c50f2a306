import type { ScheduleRun } from '../../../../contract/index.ts';
import { teamSchedulesMessages } from '../../../messages/teamSchedules.ts';

const days = [
  teamSchedulesMessages.scheduleWords.sundays,
  teamSchedulesMessages.scheduleWords.mondays,
  teamSchedulesMessages.scheduleWords.tuesdays,
  teamSchedulesMessages.scheduleWords.wednesdays,
  teamSchedulesMessages.scheduleWords.thursdays,
  teamSchedulesMessages.scheduleWords.fridays,
  teamSchedulesMessages.scheduleWords.saturdays,
];

/** When something runs, in words where the five fields are of a common form. */
export function cronWords(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const everyDay = day === '*' && month === '*';
  const isNumber = (field: string): boolean => /^\d{1,2}$/.test(field);
  if (everyDay && weekday === '*' && hour === '*') {
    const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
    if (step !== undefined)
      return step === '1'
        ? teamSchedulesMessages.scheduleWords.everyMinute
        : teamSchedulesMessages.scheduleWords.everyMinutes(step);
    if (minute === '0') return teamSchedulesMessages.scheduleWords.everyHour;
    if (isNumber(minute)) return teamSchedulesMessages.scheduleWords.minutesPast(minute);
  }
  if (everyDay && isNumber(minute) && isNumber(hour)) {
    const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
    if (weekday === '*') return teamSchedulesMessages.scheduleWords.everyDay(at);
    const name = isNumber(weekday) ? days[Number(weekday) % 7] : undefined;
    if (name !== undefined) return teamSchedulesMessages.scheduleWords.weekly(name, at);
  }
  return teamSchedulesMessages.scheduleWords.cron(cron);
}

export const reasons: Record<ScheduleRun['reason'], string> = {
  onTime: teamSchedulesMessages.scheduleWords.onTime,
  caughtUp: teamSchedulesMessages.scheduleWords.caughtUp,
  byHand: teamSchedulesMessages.scheduleWords.byHand,
};
