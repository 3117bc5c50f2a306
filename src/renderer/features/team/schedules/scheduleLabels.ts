import type { ScheduleRun } from '../../../../contract/index.ts';
import { teamSchedulesMessages } from '../../../messages/team/teamSchedules.ts';

const days = [
  teamSchedulesMessages.scheduleLabels.sundays,
  teamSchedulesMessages.scheduleLabels.mondays,
  teamSchedulesMessages.scheduleLabels.tuesdays,
  teamSchedulesMessages.scheduleLabels.wednesdays,
  teamSchedulesMessages.scheduleLabels.thursdays,
  teamSchedulesMessages.scheduleLabels.fridays,
  teamSchedulesMessages.scheduleLabels.saturdays,
];

/** When something runs, in words where the five fields are of a common form. */
export function cronLabel(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const everyDay = day === '*' && month === '*';
  const isNumber = (field: string): boolean => /^\d{1,2}$/.test(field);
  if (everyDay && weekday === '*' && hour === '*') {
    const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
    if (step !== undefined)
      return step === '1'
        ? teamSchedulesMessages.scheduleLabels.everyMinute
        : teamSchedulesMessages.scheduleLabels.everyMinutes(step);
    if (minute === '0') return teamSchedulesMessages.scheduleLabels.everyHour;
    if (isNumber(minute)) return teamSchedulesMessages.scheduleLabels.minutesPast(minute);
  }
  if (everyDay && isNumber(minute) && isNumber(hour)) {
    const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
    if (weekday === '*') return teamSchedulesMessages.scheduleLabels.everyDay(at);
    const name = isNumber(weekday) ? days[Number(weekday) % 7] : undefined;
    if (name !== undefined) return teamSchedulesMessages.scheduleLabels.weekly(name, at);
  }
  return teamSchedulesMessages.scheduleLabels.cron(cron);
}

export const reasons: Record<ScheduleRun['reason'], string> = {
  onTime: teamSchedulesMessages.scheduleLabels.onTime,
  caughtUp: teamSchedulesMessages.scheduleLabels.caughtUp,
  byHand: teamSchedulesMessages.scheduleLabels.byHand,
};
