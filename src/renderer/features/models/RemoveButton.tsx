import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelSummary } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';

/** Removes a model after a question; of a linked file only the entry. */
export function RemoveButton({ model }: { model: ModelSummary }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation(
    procedures.models.remove.mutationOptions({
      onSuccess: ({ freedBytes, keptPath }) => {
        toast(
          keptPath === undefined
            ? modelsMessages.modelRow.removed(model.name, formatBytes(freedBytes))
            : modelsMessages.modelRow.removedEntry(model.name),
        );
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        void queryClient.invalidateQueries({ queryKey: procedures.library.key() });
        void queryClient.invalidateQueries({ queryKey: procedures.settings.key() });
      },
      onError: (error) => toastError(error, modelsMessages.modelRow.notRemoved(model.name)),
    }),
  );
  return (
    <>
      <Button kind="quiet" disabled={isPending} onClick={() => setAsking(true)}>
        {commonMessages.remove}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={modelsMessages.modelRow.confirm(model.name)}
        description={
          model.linkedPath === undefined
            ? modelsMessages.modelRow.explanation(formatBytes(model.sizeBytes))
            : modelsMessages.modelRow.explanationLinked(model.linkedPath)
        }
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{commonMessages.keep}</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                mutate({ modelId: model.id });
              }}
            >
              {commonMessages.remove}
            </Button>
          </>
        }
      />
    </>
  );
}
