import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelSummary } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { useModelDownload } from '../../client/modelDownloads.ts';
import { commonMessages } from '../../messages/common.ts';
import { modelsMessages } from '../../messages/models.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { DownloadProgress } from '../../ui/DownloadProgress.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';

const fits: Record<ModelSummary['fit']['state'], { tone: BadgeTone; label: string }> = {
  good: { tone: 'good', label: modelsMessages.modelRow.runsWell },
  slow: { tone: 'caution', label: modelsMessages.modelRow.slow },
  no: { tone: 'bad', label: modelsMessages.modelRow.tooLarge },
};

const stateLabels: Record<ModelSummary['state'], string> = {
  missing: '',
  partial: modelsMessages.modelRow.partial,
  damaged: modelsMessages.modelRow.damaged,
  installed: commonMessages.installed,
};

/** One model: what it is, how it would run here, and what can be done with it. */
export function ModelRow({
  model,
  offline,
  onInstall,
}: {
  model: ModelSummary;
  offline: boolean;
  onInstall(): void;
}): React.JSX.Element {
  const download = useModelDownload(model.id);
  const isUnderWay = download !== undefined && download.state !== 'failed';
  const { tone, label } = fits[model.fit.state];
  const onDisk = model.state === 'installed' || model.state === 'damaged';
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="text-body font-medium text-ink">{model.name}</h3>
            {model.state === 'installed' && <Badge tone="accent">{commonMessages.installed}</Badge>}
            {model.starter && <Badge>{modelsMessages.modelRow.starterSet}</Badge>}
            <Tooltip text={model.fit.reason}>
              <button
                type="button"
                aria-label={modelsMessages.modelRow.fit(label, model.fit.reason)}
              >
                <Badge tone={tone}>{label}</Badge>
              </button>
            </Tooltip>
          </div>
          <p className="mt-0.5 text-small text-ink-3">
            {formatBytes(model.sizeBytes)}
            {model.contextTokens !== undefined &&
              modelsMessages.modelRow.contextTokens(model.contextTokens)}
            {modelsMessages.modelRow.licence(model.licence.name)}
          </p>
          {model.note !== undefined && <p className="text-small text-ink-2">{model.note}</p>}
          {model.state !== 'installed' && model.state !== 'missing' && (
            <p className={`text-small ${model.state === 'damaged' ? 'text-bad' : 'text-ink-2'}`}>
              {stateLabels[model.state]}
            </p>
          )}
        </div>
        {onDisk ? (
          <RemoveButton model={model} />
        ) : (
          <Button disabled={offline || isUnderWay} onClick={onInstall}>
            {model.state === 'partial' ? modelsMessages.modelRow.resume : commonMessages.install}
          </Button>
        )}
      </div>
      {download !== undefined && <DownloadProgress job={download} />}
    </li>
  );
}

function RemoveButton({ model }: { model: ModelSummary }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation(
    procedures.models.remove.mutationOptions({
      onSuccess: ({ freedBytes }) => {
        toast(modelsMessages.modelRow.removed(model.name, formatBytes(freedBytes)));
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        void queryClient.invalidateQueries({ queryKey: procedures.library.key() });
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
        description={modelsMessages.modelRow.explanation(formatBytes(model.sizeBytes))}
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
