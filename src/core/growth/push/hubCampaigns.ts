import { type PushCampaign, pushCampaignsSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { AskHub } from './askHub.ts';

/** The campaigns of a hub, newest first. Errors: those of the call. */
export async function listCampaigns(ask: AskHub): Promise<PushCampaign[]> {
  const { campaigns } = await ask({ action: 'list' }, pushCampaignsSchema);
  return campaigns;
}

/** The one whose id is, or alone begins with, this one. Error: `push.notFound`. */
export function findCampaign(campaigns: readonly PushCampaign[], id: string): PushCampaign {
  const found = campaigns.filter((campaign) => campaign.id.startsWith(id));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new AppError('push.notFound', `${found.length} campaigns begin with ${id}.`);
  }
  return first;
}
