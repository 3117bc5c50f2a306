import type { PushCampaign } from '../../../contract/index.ts';

/** Address of a campaign of the hub that is connected. */
export function campaignAddress({ id }: Pick<PushCampaign, 'id'>): string {
  return `/notifications/${encodeURIComponent(id)}`;
}

/** Address that opens the form of a new campaign. */
export const newCampaignAddress = '/notifications?new=';
