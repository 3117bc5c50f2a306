import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScheduledReport } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { ReportFields } from './ReportFields.tsx';
import { cronOf, timeOf } from './reportCron.ts';
import { formOf, requestOf } from './reportForm.ts';

const texts = reportsMessages.schedule;
const days = [
  { value: '', label: texts.everyDay },
  // A week begins on Monday.
  ...[1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: `${day}`, label: texts.days[day] ?? '' })),
];

/** What is made by schedule, and when; saving turns it on. */
export function ScheduleDialog({
  scheduled,
  onClose,
}: {
  scheduled: ScheduledReport;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => formOf(scheduled.request));
  const [time, setTime] = useState(
    () => timeOf(scheduled.schedule.cron) ?? { day: '1', time: '07:00' },
  );
  const save = useMutation(
    procedures.reports.schedule.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: procedures.reports.key() });
        await queryClient.invalidateQueries({ queryKey: procedures.schedules.key() });
        onClose();
      },
    }),
  );
  const request = requestOf(form);
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.dialog}
      description={texts.explanation}
      width="medium"
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={request === undefined || save.isPending || time.time === ''}
            onClick={() =>
              request !== undefined && save.mutate({ request, cron: cronOf(time), enabled: true })
            }
          >
            {commonMessages.save}
          </Button>
        </>
      }
    >
      <div className="mb-4 flex gap-3">
        <Select
          label={texts.day}
          value={time.day}
          options={days}
          onChange={(day) => setTime((before) => ({ ...before, day }))}
          className="w-36"
        />
        <TextField
          label={texts.time}
          type="time"
          value={time.time}
          onChange={({ target }) => setTime((before) => ({ ...before, time: target.value }))}
          className="w-28"
        />
      </div>
      <ReportFields
        form={form}
        onChange={(change) => setForm((before) => ({ ...before, ...change }))}
        hasDate={false}
      />
      {save.error !== null && (
        <div className="mt-3">
          <ErrorLine error={save.error} />
        </div>
      )}
    </Dialog>
  );
}
