import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';

const readAgainMs = 10_000;
const readAgainWhileRunningMs = 1_000;

/** What Trendroom does by itself; read more often while something runs. */
export function useSchedules() {
  const { procedures } = useApi();
  return useQuery(
    procedures.schedules.list.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.schedules.some(({ runs }) => runs[0]?.state === 'running') === true
          ? readAgainWhileRunningMs
          : readAgainMs,
    }),
  );
}
