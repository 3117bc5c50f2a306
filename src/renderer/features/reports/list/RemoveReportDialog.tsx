import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReportSummary } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

/** Asks before a report is removed: it cannot be brought back. */
export function RemoveReportDialog({
  report,
  onClose,
  onRemoved,
}: {
  report: ReportSummary;
  onClose(): void;
  onRemoved(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const remove = useMutation(
    procedures.reports.remove.mutationOptions({
      onSuccess: async () => {
        onRemoved();
        onClose();
        await queryClient.invalidateQueries({ queryKey: procedures.reports.list.key() });
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={reportsMessages.removeDialog.title}
      description={reportsMessages.removeDialog.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.keep}</Button>
          <Button
            kind="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ reportId: report.id })}
          >
            {commonMessages.remove}
          </Button>
        </>
      }
    >
      <p dir="auto" className="line-clamp-3 font-medium text-ink [overflow-wrap:anywhere]">
        {report.title}
      </p>
      {remove.error !== null && (
        <div className="mt-3">
          <ErrorLine error={remove.error} />
        </div>
      )}
    </Dialog>
  );
}
