import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobDto } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { keepQueued } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { ReportFields } from './ReportFields.tsx';
import { type ReportForm, requestOf } from './reportForm.ts';

const texts = reportsMessages.form;

/** Asks what a report is to be made of, and queues it. */
export function NewReportDialog({
  initial,
  onClose,
  onQueued,
}: {
  initial: ReportForm;
  onClose(): void;
  onQueued(job: JobDto): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const [form, setForm] = useState(initial);
  const create = useMutation(
    procedures.reports.create.mutationOptions({
      onSuccess: (job) => {
        keepQueued([job]);
        onClose();
        onQueued(job);
      },
    }),
  );
  const request = requestOf(form);
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.dialog}
      width="medium"
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={request === undefined || create.isPending}
            onClick={() => request !== undefined && create.mutate(request)}
          >
            {texts.make}
          </Button>
        </>
      }
    >
      <ReportFields
        form={form}
        onChange={(change) => setForm((before) => ({ ...before, ...change }))}
        hasDate
      />
      {create.error !== null && (
        <div className="mt-3">
          <ErrorLine error={create.error} />
        </div>
      )}
    </Dialog>
  );
}
