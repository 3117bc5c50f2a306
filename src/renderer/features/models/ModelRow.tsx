import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelSummary } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { useModelInstalls } from '../../client/modelInstalls.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { InstallProgress } from '../../ui/InstallProgress.tsx';
import { toast, toastError } from '../../ui/Toasts.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';

const fits: Record<ModelSummary['fit']['state'], { tone: BadgeTone; word: string }> = {
  good: { tone: 'good', word: 'Runs well' },
  slow: { tone: 'caution', word: 'Slow here' },
  no: { tone: 'bad', word: 'Does not fit' },
};

const stateWords: Record<ModelSummary['state'], string> = {
  missing: '',
  partial: 'Download not finished',
  damaged: 'Damaged: remove it and install it again',
  installed: 'Installed',
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
  const install = useModelInstalls(({ byTarget }) => byTarget.get(model.id));
  const { tone, word } = fits[model.fit.state];
  const onDisk = model.state === 'installed' || model.state === 'damaged';
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="text-body font-medium text-ink">{model.name}</h3>
            {model.state === 'installed' && <Badge tone="accent">Installed</Badge>}
            {model.starter && <Badge>Starter set</Badge>}
            <Tooltip text={model.fit.reason}>
              <button type="button" aria-label={`${word}: ${model.fit.reason}`}>
                <Badge tone={tone}>{word}</Badge>
              </button>
            </Tooltip>
          </div>
          <p className="mt-0.5 text-small text-ink-3">
            {formatBytes(model.sizeBytes)}
            {model.contextTokens !== undefined &&
              ` · ${model.contextTokens.toLocaleString('en')} tokens`}
            {` · ${model.licence.name}`}
          </p>
          {model.note !== undefined && <p className="text-small text-ink-2">{model.note}</p>}
          {model.state !== 'installed' && model.state !== 'missing' && (
            <p className={`text-small ${model.state === 'damaged' ? 'text-bad' : 'text-ink-2'}`}>
              {stateWords[model.state]}
            </p>
          )}
        </div>
        {onDisk ? (
          <RemoveButton model={model} />
        ) : (
          <Button disabled={offline || install?.running === true} onClick={onInstall}>
            {model.state === 'partial' ? 'Resume' : 'Install'}
          </Button>
        )}
      </div>
      {install !== undefined && (
        <InstallProgress target={model.id} name={model.name} install={install} />
      )}
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
        toast(`${model.name} is removed: ${formatBytes(freedBytes)} freed.`);
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        void queryClient.invalidateQueries({ queryKey: procedures.library.key() });
      },
      onError: (error) => toastError(error, `${model.name} was not removed`),
    }),
  );
  return (
    <>
      <Button kind="quiet" disabled={isPending} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Remove ${model.name}?`}
        description={`Frees ${formatBytes(model.sizeBytes)}. What was made with it stays; it can be installed again.`}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                mutate({ modelId: model.id });
              }}
            >
              Remove
            </Button>
          </>
        }
      />
    </>
  );
}
