import { useQuery } from '@tanstack/react-query';
import type { Experiment, PushCampaign, ShownPushReaders } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { useJobs } from '../../client/jobs/jobs.ts';
import { type CampaignStanding, jobsOfCampaign, standingOf } from './campaignState.ts';

/** What a screen knows of a hub's campaigns; nothing of it until the hub has answered. */
export interface Campaigns {
  campaigns: readonly PushCampaign[] | undefined;
  readers: ShownPushReaders | undefined;
  experimentOf(campaign: PushCampaign): Experiment | undefined;
  standing(campaign: PushCampaign): CampaignStanding;
  error: unknown;
  refetch(): void;
}

/** Readers subscribe, and others of the team write messages, at any time. */
const followMs = 15_000;

/** The readers and campaigns of a hub, with the experiments and jobs that say where each campaign is. */
export function useCampaigns(hub: string | undefined): Campaigns {
  const { procedures } = useApi();
  const of = {
    ...{ input: { hub: hub ?? '' }, enabled: hub !== undefined, retry: false, staleTime: 0 },
    // A hub that is away is asked again by a person.
    refetchInterval: ({ state }: { state: { error: unknown } }) =>
      state.error === null ? followMs : false,
  };
  const readers = useQuery(procedures.push.readers.queryOptions(of));
  const list = useQuery(procedures.push.campaigns.queryOptions(of));
  const experiments = useQuery(procedures.experiments.list.queryOptions());
  const jobs = useJobs() ?? [];
  const experimentOf = ({ experimentId }: PushCampaign): Experiment | undefined =>
    experiments.data?.experiments.find(({ id }) => id === experimentId);
  return {
    campaigns: experiments.data === undefined ? undefined : list.data?.campaigns,
    readers: readers.data,
    experimentOf,
    standing: (campaign) =>
      standingOf(experimentOf(campaign), jobsOfCampaign(jobs, hub ?? '', campaign)),
    error: readers.error ?? list.error ?? experiments.error,
    refetch: () => {
      for (const query of [readers, list, experiments]) {
        if (query.error !== null) void query.refetch();
      }
    },
  };
}
