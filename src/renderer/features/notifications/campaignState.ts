import {
  type Experiment,
  type ExperimentState,
  type JobDto,
  type PushCampaign,
  pushJobKey,
} from '../../../contract/index.ts';
import { isEnded } from '../../client/jobs/jobs.ts';
import type { notificationsMessages } from '../../messages/growth/notifications.ts';

export type CampaignState = keyof typeof notificationsMessages.states;

/** Where a campaign is, and the job that says so. */
export interface CampaignStanding {
  state: CampaignState;
  /** Not ended: running, or waiting for its time. */
  job?: JobDto;
  /** The last one ended in a failure. */
  failed?: JobDto;
}

/** The jobs that send a campaign, in the order given. */
export function jobsOfCampaign(
  jobs: readonly JobDto[],
  hub: string,
  { id: campaignId }: Pick<PushCampaign, 'id'>,
): JobDto[] {
  const key = pushJobKey({ hub, campaignId });
  return jobs.filter(
    ({ kind, dedupeKey }) =>
      kind === 'push' && (dedupeKey === key || dedupeKey?.startsWith(`${key} `) === true),
  );
}

const ofExperiment: Record<ExperimentState, CampaignState> = {
  draft: 'draft',
  running: 'measuring',
  stopped: 'stopped',
  decided: 'decided',
};

/**
 * What a campaign does: first what its jobs say, newest first, then its experiment; undefined where this
 * library has none of that id.
 */
export function standingOf(
  experiment: Pick<Experiment, 'state'> | undefined,
  jobs: readonly JobDto[],
): CampaignStanding {
  const isStarted = experiment !== undefined && experiment.state !== 'draft';
  const running = jobs.find(({ state }) => state === 'running');
  const active = running ?? jobs.find(({ state }) => !isEnded(state));
  if (active !== undefined) {
    const { state, notBeforeMs } = active;
    if (state === 'paused') return { state: 'paused', job: active };
    if (state === 'waiting' && notBeforeMs !== undefined) {
      return { state: isStarted ? 'waiting' : 'planned', job: active };
    }
    return { state: 'sending', job: active };
  }
  const [last] = jobs;
  const settled = experiment === undefined ? 'unknown' : ofExperiment[experiment.state];
  if (last?.state === 'failed' && settled !== 'stopped' && settled !== 'decided') {
    return { state: 'failed', failed: last };
  }
  return { state: settled };
}
