import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schedule } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { jobStates } from '../../../client/jobs/jobStates.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamSchedulesMessages } from '../../../messages/team/teamSchedules.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Switch } from '../../../ui/inputs/Switch.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Popover } from '../../../ui/overlays/Popover.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { cronLabel, reasons } from './scheduleLabels.ts';

/** One schedule: when it runs, how it went last, and the ways to change that. */
export function ScheduleRow({ schedule }: { schedule: Schedule }): React.JSX.Element {
  const { kind, title, cron, enabled, nextAtMs, notice, runs } = schedule;
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const onSettled = (): void => {
    void queryClient.invalidateQueries({ queryKey: procedures.schedules.key() });
  };
  const set = useMutation(
    procedures.schedules.set.mutationOptions({
      onSettled,
      onError: (error) => toastError(error, teamSchedulesMessages.scheduleRow.notChanged),
    }),
  );
  const run = useMutation(
    procedures.schedules.run.mutationOptions({
      onSettled,
      onError: (error) => toastError(error, teamSchedulesMessages.scheduleRow.notStarted),
    }),
  );
  const [last] = runs;
  return (
    <li
      aria-label={title}
      className="grid items-center gap-x-10 gap-y-1 px-4 py-2.5 @min-[860px]:grid-cols-[minmax(0,340px)_minmax(0,1fr)]"
    >
      <Switch
        label={title}
        note={
          enabled && nextAtMs !== undefined
            ? teamSchedulesMessages.scheduleRow.next(cronLabel(cron), formatDayAndTime(nextAtMs))
            : cronLabel(cron)
        }
        checked={enabled}
        disabled={set.isPending}
        onChange={(next) => set.mutate({ kind, enabled: next })}
      />
      {notice !== undefined && (
        <p className="text-small text-ink-2 @min-[860px]:col-start-1 @min-[860px]:row-start-2">
          {notice}
        </p>
      )}
      <div className="flex items-center gap-2">
        {last !== undefined ? (
          <>
            <Badge tone={jobStates[last.state].tone}>{jobStates[last.state].label}</Badge>
            <p className="min-w-0 flex-1 truncate text-small text-ink-2" title={last.summary}>
              {last.summary}
            </p>
          </>
        ) : (
          <p className="flex-1 text-small text-ink-3">
            {teamSchedulesMessages.scheduleRow.neverRan}
          </p>
        )}
        <Button
          kind="quiet"
          size="small"
          aria-label={teamSchedulesMessages.scheduleRow.runNowLabel(title)}
          disabled={run.isPending || last?.state === 'running'}
          onClick={() => run.mutate({ kind })}
        >
          {teamSchedulesMessages.scheduleRow.runNow}
        </Button>
        <Popover
          title={teamSchedulesMessages.scheduleRow.changeLabel(title)}
          align="end"
          trigger={
            <Button
              kind="quiet"
              size="small"
              aria-label={teamSchedulesMessages.scheduleRow.changeLabel(title)}
            >
              {teamSchedulesMessages.scheduleRow.change}
            </Button>
          }
        >
          <Details schedule={schedule} />
        </Popover>
      </div>
    </li>
  );
}

function Details({ schedule }: { schedule: Schedule }): React.JSX.Element {
  const { kind, cron, runs } = schedule;
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [text, setText] = useState(cron);
  const { mutate, error, isPending } = useMutation(
    procedures.schedules.set.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.schedules.key() }),
    }),
  );
  return (
    <div className="flex w-96 flex-col gap-3">
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ kind, cron: text });
        }}
      >
        <TextField
          label={teamSchedulesMessages.scheduleRow.fields}
          value={text}
          note={cronLabel(text)}
          onChange={({ target }) => setText(target.value)}
          className="flex-1"
        />
        <Button
          type="submit"
          className="mt-5"
          disabled={isPending || text.trim() === '' || text.trim() === cron}
        >
          {commonMessages.save}
        </Button>
      </form>
      {error !== null && <ErrorLine error={error} />}
      <div>
        <h3 className="mb-1 text-small font-medium text-ink-2">
          {teamSchedulesMessages.scheduleRow.earlierRuns}
        </h3>
        {runs.length === 0 ? (
          <p className="text-small text-ink-3">{teamSchedulesMessages.scheduleRow.none}</p>
        ) : (
          <ul className="flex max-h-60 flex-col gap-1.5 overflow-y-auto">
            {runs.map((run) => (
              <li key={run.jobId} className="text-small [overflow-wrap:anywhere]">
                <span className="text-ink-3">
                  {formatDayAndTime(run.startedAtMs ?? run.dueAtMs)}, {reasons[run.reason]}
                </span>{' '}
                <Badge tone={jobStates[run.state].tone}>{jobStates[run.state].label}</Badge>{' '}
                <span className="text-ink-2">{run.summary}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
