import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';

/** Others' changes come by themselves, so the state is read again now and then. */
const readAgainMs = 10_000;

/** What the team shares with this library, if anything. */
export function useSharing() {
  const { procedures } = useApi();
  return useQuery(procedures.sharing.status.queryOptions({ refetchInterval: readAgainMs }));
}
