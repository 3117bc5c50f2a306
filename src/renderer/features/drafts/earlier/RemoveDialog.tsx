import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BriefRecord } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

/** Asks before a brief and its drafts are removed: they cannot be brought back. */
export function RemoveDialog({
  record,
  onClose,
  onRemoved,
}: {
  /** Undefined while nothing is to be removed. */
  record: BriefRecord | undefined;
  onClose(): void;
  onRemoved(record: BriefRecord): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const remove = useMutation(
    procedures.drafts.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.drafts.key() }),
    }),
  );
  const close = (): void => {
    remove.reset();
    onClose();
  };
  const onConfirm = (): void => {
    if (record === undefined) return;
    remove.mutate(
      { briefId: record.id },
      {
        onSuccess: () => {
          close();
          onRemoved(record);
        },
      },
    );
  };
  return (
    <Dialog
      open={record !== undefined}
      onClose={close}
      title={draftsMessages.removeDialog.title}
      description={draftsMessages.removeDialog.explanation}
      actions={
        <>
          <Button onClick={close}>{commonMessages.keep}</Button>
          <Button kind="danger" disabled={remove.isPending} onClick={onConfirm}>
            {commonMessages.remove}
          </Button>
        </>
      }
    >
      <p dir="auto" className="line-clamp-3 font-medium text-ink [overflow-wrap:anywhere]">
        {record?.brief.topic}
      </p>
      {remove.error !== null && (
        <div className="mt-3">
          <ErrorLine error={remove.error} />
        </div>
      )}
    </Dialog>
  );
}
