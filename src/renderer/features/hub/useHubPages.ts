import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../client/api.ts';

/** The pages of a hub, asked for anew whenever they are shown: others publish there, too. */
export function useHubPages(hub: string | undefined) {
  const { procedures } = useApi();
  return useQuery(
    procedures.publishing.list.queryOptions({
      input: { hub: hub ?? '' },
      ...{ enabled: hub !== undefined, retry: false, staleTime: 0 },
    }),
  );
}
