import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PushCampaign } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { PageLink } from '../../hub/PageLink.tsx';

const texts = notificationsMessages.test;
const codeForm = /^[0-9a-f]{8}$/;

/** The message to one browser, by the code that its page of notifications shows. */
export function TestDialog({
  hub,
  campaign,
  onClose,
}: {
  hub: string;
  campaign: PushCampaign;
  onClose(): void;
}): React.JSX.Element {
  const { client } = useApi();
  const [typed, setTyped] = useState('');
  const [isTold, setTold] = useState(false);
  const code = typed.trim().toLowerCase();
  const send = useMutation({
    mutationFn: () => client.push.test({ hub, campaignId: campaign.id, code }),
  });
  const submit = (): void => {
    setTold(true);
    if (codeForm.test(code)) send.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.close}</Button>
          <Button kind="primary" disabled={send.isPending} onClick={submit}>
            {texts.send}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={texts.code}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          value={typed}
          note={texts.codeNote}
          error={isTold && !codeForm.test(code) ? texts.codeWrong : undefined}
          onChange={({ target }) => {
            setTyped(target.value);
            send.reset();
          }}
        />
        <PageLink url={new URL('/notifications', hub).href}>{texts.page}</PageLink>
        <p role="status" className="text-good">
          {send.isSuccess && texts.sent}
        </p>
        {send.error !== null && <ErrorLine error={send.error} />}
      </form>
    </Dialog>
  );
}
