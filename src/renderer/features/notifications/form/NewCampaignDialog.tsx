import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PushCampaign, ShownPushReaders } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { PlatformPreview } from '../preview/PlatformPreview.tsx';
import {
  type CampaignForm,
  type CampaignProblem,
  emptyCampaign,
  newCampaignOf,
  problemsOf,
} from './campaignForm.ts';
import { MeasureFields } from './MeasureFields.tsx';
import { MessageFields } from './MessageFields.tsx';

const { form: texts, preview } = notificationsMessages;

/** A message with its readers and what is measured, beside what it will look like. */
export function NewCampaignDialog({
  hub,
  readers,
  onClose,
  onCreated,
}: {
  hub: string;
  readers: ShownPushReaders;
  onClose(): void;
  onCreated(campaign: PushCampaign): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<CampaignForm>(emptyCampaign);
  const [isTold, setTold] = useState(false);
  const problems = problemsOf(form);
  const errorOf = (field: CampaignProblem, text: string): string | undefined =>
    isTold && problems.has(field) ? text : undefined;
  const change = (part: Partial<CampaignForm>): void =>
    setForm((before) => ({ ...before, ...part }));
  const create = useMutation({
    mutationFn: (asked: NonNullable<ReturnType<typeof newCampaignOf>>) =>
      client.push.create({ hub, ...asked }),
    onSuccess: async (created) => {
      for (const { key } of [procedures.push, procedures.experiments]) {
        await queryClient.invalidateQueries({ queryKey: key() });
      }
      onCreated(created);
    },
  });
  const submit = (): void => {
    setTold(true);
    const asked = newCampaignOf(form);
    if (asked !== undefined) create.mutate(asked);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={create.isPending} onClick={submit}>
            {texts.create}
          </Button>
        </>
      }
    >
      {create.error !== null && (
        <div className="mb-3">
          <ErrorLine error={create.error} />
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_300px] gap-6">
        <div className="flex flex-col gap-4">
          <MessageFields
            form={form}
            hub={hub}
            readers={readers}
            errorOf={errorOf}
            onChange={change}
          />
          <MeasureFields form={form} errorOf={errorOf} onChange={change} />
        </div>
        <section aria-label={preview.title} className="flex flex-col gap-2">
          <h3 className="text-small font-semibold text-ink-2">{preview.title}</h3>
          <p className="text-small text-ink-3">{preview.note}</p>
          <PlatformPreview message={form} hub={hub} />
        </section>
      </div>
    </Dialog>
  );
}
