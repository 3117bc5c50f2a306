import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { WorkPlan, WorkRequest } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { toast } from '../../../ui/overlays/Toasts.tsx';

export interface PlannedWork {
  /** What it would ask for and send; undefined until it is known. */
  plan: WorkPlan | undefined;
  /** Why there is no plan, or why it was not started. */
  error: unknown;
  /** Starting agrees to what the server is sent. */
  needsConsent: boolean;
  canStart: boolean;
  starting: boolean;
  start(): void;
}

/** The plan of a work, and its start, which leads to its batch. Nothing is planned without a request. */
export function useWork(request: WorkRequest | undefined, onStarted: () => void): PlannedWork {
  const { client, procedures } = useApi();
  const [, navigate] = useLocation();
  const { data, error, isPlaceholderData } = useQuery(
    procedures.work.plan.queryOptions({
      input: request ?? skipToken,
      staleTime: 0,
      gcTime: 0,
      // What is typed changes the brief: its plan stays until the next one is there.
      placeholderData: keepPreviousData,
    }),
  );
  const plan = data?.kind === request?.kind ? data : undefined;
  const server = plan?.server;
  const needsConsent = plan?.problem?.code === 'endpoint.notApproved';
  const {
    mutate,
    isPending,
    error: startError,
  } = useMutation({
    mutationFn: async (wanted: WorkRequest) => {
      if (needsConsent && server !== undefined) {
        await client.endpoints.approve({ id: server.id, approved: true });
      }
      return client.work.start(wanted);
    },
    onSuccess: ({ batch, words }) => {
      onStarted();
      toast(batch === undefined ? words : libraryMessages.useWork.started(batch.name), {
        good: true,
      });
      if (batch !== undefined) navigate(`/team/batch/${batch.id}`);
    },
  });
  const startable =
    plan !== undefined && plan.rows > 0 && (plan.problem === undefined || needsConsent);
  return {
    plan,
    error: error ?? startError ?? undefined,
    needsConsent,
    canStart: startable && !isPlaceholderData && error === null && !isPending,
    starting: isPending,
    start: () => {
      if (request !== undefined) mutate(request);
    },
  };
}
