import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ShownPushCampaign } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { keepQueued } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { publishingMessages } from '../../../messages/growth/publishing.ts';
import { Button } from '../../../ui/Button.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { fieldTime, nextHour, timeOfField } from '../../hub/timeField.ts';

const texts = notificationsMessages.send;
const { page } = publishingMessages;

/** To how many, and when: now or at a time. */
export function SendDialog({
  hub,
  status,
  onClose,
}: {
  hub: string;
  status: ShownPushCampaign;
  onClose(): void;
}): React.JSX.Element {
  const { client } = useApi();
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState(fieldTime(nextHour(Date.now())));
  const atMs = timeOfField(at);
  const isPast = atMs === undefined || atMs <= Date.now();
  const send = useMutation({
    mutationFn: () =>
      client.push.send({
        ...{ hub, campaignId: status.campaign.id },
        ...(when === 'later' && atMs !== undefined && { atMs }),
      }),
    onSuccess: (job) => {
      keepQueued([job]);
      onClose();
    },
  });
  const now = status.open + status.ready;
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={send.isPending || (when === 'later' && isPast)}
            onClick={() => send.mutate()}
          >
            {when === 'later' ? texts.plan : texts.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-start gap-3">
        <div className="text-ink-2">
          <p className="font-medium text-ink">{now === 0 ? texts.none : texts.now(now)}</p>
          {status.quiet > 0 && <p>{texts.quiet(status.quiet)}</p>}
          {status.capped > 0 && <p>{texts.capped(status.capped)}</p>}
          {status.open > 0 && <p>{texts.heldOut}</p>}
        </div>
        <div className="flex items-start gap-3">
          <div className="flex flex-col gap-1">
            <span aria-hidden="true" className="text-small font-medium text-ink-2">
              {texts.when}
            </span>
            <SegmentedControl<'now' | 'later'>
              label={texts.when}
              value={when}
              options={[
                { value: 'now', label: page.now },
                { value: 'later', label: page.later },
              ]}
              onChange={setWhen}
            />
          </div>
          {when === 'later' && (
            <TextField
              label={texts.at}
              type="datetime-local"
              value={at}
              note={texts.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}
              error={isPast ? page.past : undefined}
              onChange={({ target }) => setAt(target.value)}
            />
          )}
        </div>
        {send.error !== null && <ErrorLine error={send.error} />}
      </div>
    </Dialog>
  );
}
