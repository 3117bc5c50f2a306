import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import { useApi } from '../../client/api.ts';
import { notificationsMessages as texts } from '../../messages/growth/notifications.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { CampaignList } from './CampaignList.tsx';
import { NewCampaignDialog } from './form/NewCampaignDialog.tsx';
import { Connecting, MakeKey, NoCampaigns } from './HubState.tsx';
import { campaignAddress, newCampaignAddress } from './notificationsAddress.ts';
import { CampaignView } from './page/CampaignView.tsx';
import { useCampaigns } from './useCampaigns.ts';

/** Messages to readers of the hub that is connected: the list, and the one that is open. */
export default function NotificationsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const { campaignId } = useParams();
  const [parameters] = useSearchParams();
  const [isOther, setOther] = useState(false);
  const where = useQuery(procedures.publishing.where.queryOptions());
  const hub = where.data?.hub;
  const { campaigns, readers, experimentOf, standing, error, refetch } = useCampaigns(hub);
  const isUnknown = error instanceof ORPCError && error.code === 'hub.notConnected';
  const chosen = campaigns?.find(({ id }) => id === campaignId);
  const open = campaignId === undefined ? campaigns?.[0] : chosen;
  const create = (): void => navigate(newCampaignAddress);
  const isKnown = error === null && readers !== undefined && campaigns !== undefined;
  const main = (): React.JSX.Element => {
    if (where.error !== null) {
      return <ErrorState error={where.error} onRetry={() => void where.refetch()} />;
    }
    if (hub !== undefined && (isOther || isUnknown)) {
      return (
        <Connecting
          hub={hub}
          keepsKeys={where.data?.keepsKeys === true}
          onConnected={() => setOther(false)}
        />
      );
    }
    if (error !== null) return <ErrorState error={error} onRetry={refetch} />;
    if (hub === undefined || !isKnown) {
      return (
        <div aria-busy="true" className="flex flex-col gap-4 p-5">
          <Skeleton className="h-12" />
          <Skeleton className="h-56" />
        </div>
      );
    }
    if (readers.key === 'none') return <MakeKey hub={hub} />;
    if (open !== undefined) {
      return (
        <CampaignView
          key={open.id}
          hub={hub}
          campaign={open}
          experiment={experimentOf(open)}
          standing={standing(open)}
        />
      );
    }
    if (campaignId !== undefined) {
      return (
        <EmptyState
          title={texts.empty.gone}
          actions={<Button onClick={() => navigate('/notifications')}>{texts.list.label}</Button>}
        />
      );
    }
    return <NoCampaigns hub={hub} readers={readers.readers} onCreate={create} />;
  };
  const isShowingCampaign = isKnown && !isOther && readers.key !== 'none' && open !== undefined;
  return (
    <div className="grid h-full grid-cols-[clamp(208px,20vw,280px)_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col gap-3 border-r border-line bg-panel px-3 py-4">
        {!isShowingCampaign && <h1 className="sr-only">{texts.title}</h1>}
        <Button kind="primary" icon={<Plus size={14} />} disabled={!isKnown} onClick={create}>
          {texts.list.create}
        </Button>
        {isKnown && <CampaignList campaigns={campaigns} openId={open?.id} standing={standing} />}
        {hub !== undefined && !isUnknown && (
          <div className="mt-auto flex flex-col items-start gap-1 border-t border-line pt-3 text-small text-ink-2">
            <span className="[overflow-wrap:anywhere]">{hub}</span>
            {isKnown && <span>{texts.list.readers(readers.readers)}</span>}
            <Button size="small" onClick={() => setOther(true)}>
              {texts.hub.other}
            </Button>
          </div>
        )}
      </div>
      <div className="flex min-h-0 min-w-0 flex-col">
        {isKnown && readers.key === 'other' && (
          <p role="status" className="bg-caution-soft px-5 py-2 text-caution">
            {texts.hub.otherKey}
          </p>
        )}
        <div className="min-h-0 flex-1 overflow-y-auto">{main()}</div>
      </div>
      {parameters.has('new') && isKnown && hub !== undefined && (
        <NewCampaignDialog
          hub={hub}
          readers={readers}
          onClose={() => navigate('/notifications', { replace: true })}
          onCreated={(campaign) => navigate(campaignAddress(campaign), { replace: true })}
        />
      )}
    </div>
  );
}
