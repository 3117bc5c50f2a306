import { teamSchedulesMessages } from '../../../messages/team/teamSchedules.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { ScheduleRow } from './ScheduleRow.tsx';
import { useSchedules } from './useSchedules.ts';

/** What Trendroom does by itself, and how it went. */
export function SchedulesPanel(): React.JSX.Element {
  const { data, error, refetch } = useSchedules();
  return (
    <Panel
      title={teamSchedulesMessages.schedulesPanel.title}
      note={teamSchedulesMessages.schedulesPanel.note}
    >
      {data !== undefined ? (
        <ul
          aria-label={teamSchedulesMessages.schedulesPanel.title}
          className="-mx-4 -mb-4 divide-y divide-line border-t border-line"
        >
          {data.schedules.map((schedule) => (
            <ScheduleRow key={schedule.kind} schedule={schedule} />
          ))}
        </ul>
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy="true">
          <Skeleton className="h-64" />
        </div>
      )}
    </Panel>
  );
}
