import type { PushCampaign } from '../../../../contract/index.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampaignBadge } from '../CampaignBadge.tsx';
import type { CampaignStanding } from '../campaignState.ts';

const texts = notificationsMessages.page;

/** The title, where the campaign is, and what can be done with it. */
export function CampaignHeader({
  campaign: { message },
  standing: { state, job },
  rest,
  onAsk,
}: {
  campaign: PushCampaign;
  standing: CampaignStanding;
  /** Readers who are left; undefined until that is known. */
  rest: number | undefined;
  onAsk(what: 'test' | 'send' | 'cancel'): void;
}): React.JSX.Element {
  const isOver = state === 'stopped' || state === 'decided';
  const canSend = job === undefined && !isOver && (state === 'draft' || rest !== 0);
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={message.title}>
        {message.title}
      </h1>
      <CampaignBadge state={state} />
      <div className="flex-1" />
      <Button onClick={() => onAsk('test')}>{texts.test}</Button>
      {job !== undefined && (
        <Button aria-label={texts.cancelLabel(message.title)} onClick={() => onAsk('cancel')}>
          {texts.cancel}
        </Button>
      )}
      {canSend && (
        <Button disabled={rest === undefined} onClick={() => onAsk('send')}>
          {state === 'draft' ? texts.send : texts.sendRest}
        </Button>
      )}
    </header>
  );
}
