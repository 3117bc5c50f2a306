import type { ModelSummary } from '../../../contract/index.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { useDownloadModels } from '../../client/jobs/modelDownloads.ts';
import { commonMessages } from '../../messages/common.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';

interface LicenceDialogProps {
  /** What is to be installed; undefined while nothing is asked. */
  asked: { target: string; models: readonly ModelSummary[] } | undefined;
  onClose(): void;
}

/** Shows the licences, and queues the downloads when they are accepted. */
export function LicenceDialog({ asked, onClose }: LicenceDialogProps): React.JSX.Element {
  const download = useDownloadModels();
  const totalBytes = (asked?.models ?? []).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const accept = (): void => {
    if (asked === undefined) return;
    onClose();
    void download(asked.target);
  };
  return (
    <Dialog
      open={asked !== undefined}
      onClose={onClose}
      width="medium"
      title={modelsMessages.licenceDialog.title}
      description={modelsMessages.licenceDialog.download(formatBytes(totalBytes))}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.notNow}</Button>
          <Button kind="primary" onClick={accept}>
            {modelsMessages.licenceDialog.accept}
          </Button>
        </>
      }
    >
      <ul className="flex flex-col gap-3">
        {asked?.models.map(({ id, name, sizeBytes, licence }) => (
          <li key={id}>
            <p className="font-medium text-ink">
              {name} <span className="font-normal text-ink-3">{formatBytes(sizeBytes)}</span>
            </p>
            <p className="text-small text-ink-2">{licence.name}</p>
            <p className="font-mono text-small text-ink-3 [overflow-wrap:anywhere] select-text">
              {licence.url}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
