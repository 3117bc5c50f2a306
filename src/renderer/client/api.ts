import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Client } from './connection/connect.ts';

/** Query and mutation options of every procedure of the contract. */
export type Procedures = ReturnType<typeof createTanstackQueryUtils<Client>>;

interface Api {
  /** Plain calls and event streams. */
  client: Client;
  /** For TanStack Query: `useQuery(procedures.videos.list.queryOptions({ input }))`. */
  procedures: Procedures;
}

const ApiContext = createContext<Api | undefined>(undefined);
export const ApiProvider = ApiContext.Provider;

export function createApi(client: Client): Api {
  return { client, procedures: createTanstackQueryUtils(client) };
}

/** The contract's client. Screens reach the host through this alone. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('useApi needs an ApiProvider above it.');
  return api;
}

/** The host is on this machine and says what changes: nothing is read again on a mere focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: 1, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}
