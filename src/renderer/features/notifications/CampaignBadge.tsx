import { notificationsMessages } from '../../messages/growth/notifications.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import type { CampaignState } from './campaignState.ts';

const tones: Record<CampaignState, BadgeTone> = {
  ...{ draft: 'neutral', planned: 'accent', sending: 'accent', paused: 'caution' },
  ...{ waiting: 'accent', failed: 'bad', measuring: 'good', stopped: 'caution' },
  ...{ decided: 'neutral', unknown: 'caution' },
};

export function CampaignBadge({ state }: { state: CampaignState }): React.JSX.Element {
  return <Badge tone={tones[state]}>{notificationsMessages.states[state]}</Badge>;
}
