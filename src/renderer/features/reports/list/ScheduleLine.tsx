import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Switch } from '../../../ui/inputs/Switch.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';
import { cronLabel } from '../../team/schedules/scheduleLabels.ts';
import { ScheduleDialog } from '../form/ScheduleDialog.tsx';

const texts = reportsMessages.schedule;

/** Whether a report is made by schedule, which and when; and the way to change that. */
export function ScheduleLine(): React.JSX.Element | null {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const { data } = useQuery(procedures.reports.scheduled.queryOptions());
  const set = useMutation(
    procedures.reports.schedule.mutationOptions({
      onSettled: () => {
        void queryClient.invalidateQueries({ queryKey: procedures.schedules.key() });
        return queryClient.invalidateQueries({ queryKey: procedures.reports.key() });
      },
      onError: (error) => toastError(error, texts.notChanged),
    }),
  );
  if (data === undefined) return null;
  const { request, schedule } = data;
  const names = request.subjects.map(({ name }) => name);
  const what = [reportsMessages.kinds[request.kind], ...names].join(', ');
  const when = cronLabel(schedule.cron);
  return (
    <section
      aria-label={texts.label}
      className="flex flex-col gap-1 rounded-control border border-line px-3 py-2"
    >
      <Switch
        label={texts.label}
        note={
          schedule.enabled && schedule.nextAtMs !== undefined
            ? texts.next(when, formatDayAndTime(schedule.nextAtMs))
            : texts.off
        }
        checked={schedule.enabled}
        disabled={set.isPending}
        onChange={(enabled) => set.mutate({ enabled })}
      />
      <div className="flex items-center justify-between gap-2">
        <p dir="auto" className="min-w-0 truncate text-small text-ink-2" title={what}>
          {what}
        </p>
        <Button
          kind="quiet"
          size="small"
          aria-label={texts.changeLabel}
          onClick={() => setChanging(true)}
        >
          {texts.change}
        </Button>
      </div>
      {isChanging && <ScheduleDialog scheduled={data} onClose={() => setChanging(false)} />}
    </section>
  );
}
