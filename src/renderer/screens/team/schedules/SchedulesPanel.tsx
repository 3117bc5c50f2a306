import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';
import { Panel } from '../../../primitives/Panel.tsx';
import { ErrorState, Skeleton } from '../../../primitives/StateViews.tsx';
import { ScheduleRow } from './ScheduleRow.tsx';

const readAgainMs = 10_000;
const readAgainWhileRunningMs = 1_000;

/** What Trendroom does by itself, and how it went. */
export function SchedulesPanel(): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(
    procedures.schedules.list.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.schedules.some(({ runs }) => runs[0]?.outcome === 'running') === true
          ? readAgainWhileRunningMs
          : readAgainMs,
    }),
  );
  return (
    <Panel title="Schedules" note="while Trendroom is open">
      {data !== undefined ? (
        <ul
          aria-label="Schedules"
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
