import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../client/api.ts';
import type { NamedPath } from '../../client/files/paths.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { PathField } from '../../ui/inputs/PathField.tsx';
import { Switch } from '../../ui/inputs/Switch.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast } from '../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

/** Takes a model file that the user has, one of the catalogue or any other. */
export function ImportDialog({
  open,
  onClose,
}: {
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [value, setValue] = useState<NamedPath>();
  const [copy, setCopy] = useState(false);
  const { mutate, error, isPending, reset } = useMutation(
    procedures.models.import.mutationOptions({
      onSuccess: ({ name }) => {
        toast(modelsMessages.importDialog.imported(name), { good: true });
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        close();
      },
    }),
  );
  function close(): void {
    setValue(undefined);
    setCopy(false);
    reset();
    onClose();
  }
  const submit = (): void => {
    if (value !== undefined) mutate({ path: value.path, copy, acceptLicences: true });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={modelsMessages.importDialog.title}
      description={modelsMessages.importDialog.explanation}
      actions={
        <Button kind="primary" disabled={isPending || value === undefined} onClick={submit}>
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
        <PathField
          label={modelsMessages.importDialog.file}
          use="model"
          placeholder="/folder/model.gguf"
          value={value}
          onChange={setValue}
        />
        <Switch
          label={modelsMessages.importDialog.copy}
          note={modelsMessages.importDialog.copyNote}
          checked={copy}
          onChange={setCopy}
        />
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
