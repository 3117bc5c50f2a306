import { Link } from 'wouter';
import type { PushCampaign } from '../../../contract/index.ts';
import { notificationsMessages } from '../../messages/growth/notifications.ts';
import { moveFocus } from '../../ui/moveFocus.ts';
import { longTime } from '../hub/timeField.ts';
import { CampaignBadge } from './CampaignBadge.tsx';
import type { CampaignStanding } from './campaignState.ts';
import { campaignAddress } from './notificationsAddress.ts';

const texts = notificationsMessages.list;

/** Newest first, each with where it is; arrow keys move through them. */
export function CampaignList({
  campaigns,
  openId,
  standing,
}: {
  campaigns: readonly PushCampaign[];
  openId: string | undefined;
  standing(campaign: PushCampaign): CampaignStanding;
}): React.JSX.Element {
  return (
    <ul
      aria-label={texts.label}
      onKeyDown={moveFocus}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto"
    >
      {campaigns.map((campaign) => {
        const { id, message, createdAtMs } = campaign;
        const { state, job } = standing(campaign);
        return (
          <li key={id}>
            <Link
              href={campaignAddress(campaign)}
              data-item
              aria-current={id === openId ? 'page' : undefined}
              tabIndex={id === openId ? 0 : -1}
              className="flex flex-col gap-0.5 rounded-control px-2 py-1.5 hover:bg-hover focus-visible:-outline-offset-2 aria-[current=page]:bg-accent-soft"
            >
              <span dir="auto" className="truncate text-ink">
                {message.title}
              </span>
              <span className="flex items-center gap-2 text-small text-ink-2">
                <CampaignBadge state={state} />
                <span className="truncate">
                  {state === 'planned' && job?.notBeforeMs !== undefined
                    ? texts.planned(longTime(job.notBeforeMs))
                    : longTime(createdAtMs)}
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
