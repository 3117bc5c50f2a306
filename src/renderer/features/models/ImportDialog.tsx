import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../client/api.ts';
import { modelsMessages } from '../../messages/models.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast } from '../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

/** Takes a model file that the user has; it is recognised by its hash or its name. */
export function ImportDialog({
  open,
  onClose,
}: {
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [path, setPath] = useState('');
  const { mutate, error, isPending, reset } = useMutation(
    procedures.models.import.mutationOptions({
      onSuccess: ({ name }) => {
        toast(modelsMessages.importDialog.installed(name), { good: true });
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        close();
      },
    }),
  );
  function close(): void {
    setPath('');
    reset();
    onClose();
  }
  const submit = (): void => mutate({ path: path.trim(), acceptLicences: true });
  return (
    <Dialog
      open={open}
      onClose={close}
      title={modelsMessages.importDialog.title}
      description={modelsMessages.importDialog.explanation}
      actions={
        <Button kind="primary" disabled={isPending || path.trim() === ''} onClick={submit}>
          {isPending ? modelsMessages.importDialog.importing : modelsMessages.importDialog.import}
        </Button>
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
          label={modelsMessages.importDialog.file}
          placeholder="/folder/model.gguf"
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
