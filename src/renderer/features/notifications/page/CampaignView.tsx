import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Experiment, PushCampaign } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { PageLink } from '../../hub/PageLink.tsx';
import { useJobActions } from '../../queue/useJobActions.ts';
import type { CampaignStanding } from '../campaignState.ts';
import { PlatformPreview } from '../preview/PlatformPreview.tsx';
import { CampaignHeader } from './CampaignHeader.tsx';
import { Delivery } from './Delivery.tsx';
import { Returned } from './Returned.tsx';
import { SendDialog } from './SendDialog.tsx';
import { TestDialog } from './TestDialog.tsx';

const { page: texts, preview } = notificationsMessages;
/** While it is sent, and while readers' browsers tell what they did. */
const [followSendingMs, followMs] = [5_000, 15_000];

/** One campaign: what it says, how far it is, what came of it, and what can be done. */
export function CampaignView({
  hub,
  campaign,
  experiment,
  standing,
}: {
  hub: string;
  campaign: PushCampaign;
  experiment: Experiment | undefined;
  standing: CampaignStanding;
}): React.JSX.Element {
  const { procedures } = useApi();
  const [asking, setAsking] = useState<'test' | 'send' | 'cancel'>();
  const { cancel } = useJobActions();
  const { data, error, refetch } = useQuery(
    procedures.push.status.queryOptions({
      input: { hub, campaignId: campaign.id },
      refetchInterval: standing.state === 'sending' ? followSendingMs : followMs,
      ...{ retry: false, staleTime: 0 },
    }),
  );
  const close = (): void => setAsking(undefined);
  const { message, topic } = campaign;
  const { job } = standing;
  const rest = data && data.open + data.ready + data.quiet + data.capped + data.waiting;
  const isPlan = standing.state === 'planned';
  return (
    <div className="flex h-full min-w-0 flex-col">
      <CampaignHeader campaign={campaign} standing={standing} rest={rest} onAsk={setAsking} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[1280px] grid-cols-[minmax(0,1fr)_312px] items-start gap-4 p-5">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title={texts.message}>
              <p
                dir="auto"
                className="whitespace-pre-line text-ink select-text [overflow-wrap:anywhere]"
              >
                {message.body}
              </p>
              <div className="mt-2 flex flex-wrap items-center gap-x-3 text-small text-ink-2">
                <span>
                  {texts.to} {topic === undefined ? texts.all : texts.topic(topic)}
                </span>
                <span className="flex min-w-0 items-center gap-1">
                  {texts.opens}
                  <PageLink url={new URL(message.path, hub).href}>{message.path}</PageLink>
                </span>
              </div>
            </Panel>
            {data === undefined ? (
              error === null ? (
                <Skeleton className="h-56" />
              ) : (
                <ErrorState error={error} onRetry={() => void refetch()} />
              )
            ) : (
              <>
                <Delivery status={data} standing={standing} />
                <Returned returned={data.returned} campaign={campaign} experiment={experiment} />
              </>
            )}
          </div>
          <Panel title={preview.title}>
            <p className="mb-3 text-small text-ink-3">{preview.note}</p>
            <PlatformPreview message={message} hub={hub} />
          </Panel>
        </div>
      </div>
      {asking === 'test' && <TestDialog hub={hub} campaign={campaign} onClose={close} />}
      {asking === 'send' && data !== undefined && (
        <SendDialog hub={hub} status={data} onClose={close} />
      )}
      {asking === 'cancel' && job !== undefined && (
        <Question
          title={isPlan ? texts.cancelPlan : texts.cancelQuestion}
          description={isPlan ? texts.cancelPlanNote : texts.cancelNote}
          no={texts.keepOn[isPlan ? 'plan' : 'sending']}
          yes={texts.cancelYes[isPlan ? 'plan' : 'sending']}
          kind="danger"
          onYes={() => cancel([job])}
          onClose={close}
        />
      )}
    </div>
  );
}
