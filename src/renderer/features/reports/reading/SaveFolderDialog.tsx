import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { type NamedPath, usePathAccess } from '../../../client/files/paths.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { PathField } from '../../../ui/inputs/PathField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { toast } from '../../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

const texts = reportsMessages.folder;

/** Writes the report to a new folder on the computer that Trendroom runs on. */
export function SaveFolderDialog({
  report,
  onClose,
}: {
  report: Report;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const access = usePathAccess();
  const name = nameOf(report);
  const folder = access?.kind === 'folders' ? access.folders.report[0] : undefined;
  const usual =
    folder === undefined ? undefined : { path: `${folder}/${name}`, name: `${folder}/${name}` };
  const [chosen, setChosen] = useState<NamedPath | null>();
  const value = chosen === undefined ? usual : (chosen ?? undefined);
  const save = useMutation(
    procedures.reports.save.mutationOptions({
      onSuccess: ({ path, files }) => {
        toast(texts.saved(files, path), { good: true });
        onClose();
      },
    }),
  );
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
            disabled={value === undefined || save.isPending}
            onClick={() =>
              value !== undefined && save.mutate({ reportId: report.id, path: value.path })
            }
          >
            {save.isPending ? texts.saving : texts.save}
          </Button>
        </>
      }
    >
      <PathField
        label={texts.path}
        use="report"
        suggestedName={name}
        value={value}
        onChange={(next) => setChosen(next ?? null)}
      />
      {save.error !== null && (
        <div className="mt-3">
          <ErrorLine error={save.error} />
        </div>
      )}
    </Dialog>
  );
}

/** What every file system takes. */
function nameOf({ kind, asOfMs }: Report): string {
  return `report-${kind}-${new Date(asOfMs).toISOString().slice(0, 10)}`;
}
