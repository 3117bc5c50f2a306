import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FoundModel } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { useChooseModel } from './useChooseModel.ts';

const texts = modelsMessages.scanDialog;

/** What a scan found: each can be added to the list, or says why it cannot be used. */
export function FoundModels({
  models,
  truncated,
}: {
  models: readonly FoundModel[];
  truncated: boolean;
}): React.JSX.Element {
  const section = useRef<HTMLElement>(null);
  // Below the folders, and out of sight in a low window.
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  if (models.length === 0) return <p className="text-body text-ink-2">{texts.nothingFound}</p>;
  return (
    <section ref={section} aria-label={texts.found}>
      <h3 className="mb-2 text-body font-semibold">{texts.found}</h3>
      <ul className="divide-y divide-line rounded-panel border border-line">
        {models.map((model) => (
          <FoundRow key={model.id} model={model} />
        ))}
      </ul>
      {truncated && <p className="mt-2 text-small text-caution">{texts.truncated}</p>}
    </section>
  );
}

function FoundRow({ model }: { model: FoundModel }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { choose } = useChooseModel();
  const [isAdded, setIsAdded] = useState(model.modelId !== undefined);
  const { mutate, isPending } = useMutation(
    procedures.models.import.mutationOptions({
      onSuccess: (added) => {
        setIsAdded(true);
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
        toast(texts.added(added.name), {
          good: true,
          ...(!added.inUse && {
            action: { label: modelsMessages.modelRow.use, run: () => choose(added) },
          }),
        });
      },
      onError: (error) => toastError(error, texts.notAdded(model.name)),
    }),
  );
  const { name, label, sizeBytes, facts, path, problem, projector, fit } = model;
  const words = [formatBytes(sizeBytes), facts.architecture, facts.quantization, label];
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="text-body font-medium text-ink">{name}</p>
        <p className="text-small text-ink-3">
          {words.filter((word) => word !== undefined && word !== '').join(' · ')}
        </p>
        <p className="font-mono text-small text-ink-3 [overflow-wrap:anywhere] select-text">
          {path}
        </p>
        {problem !== undefined && <p className="text-small text-bad">{problem}</p>}
        {problem === undefined && fit.state === 'no' && (
          <p className="text-small text-bad">{fit.reason}</p>
        )}
        {projector !== undefined && (
          <p className="text-small text-ink-3">{texts.projector(projector)}</p>
        )}
      </div>
      {isAdded ? (
        <Badge tone="accent">{texts.inList}</Badge>
      ) : (
        problem === undefined && (
          <Button
            disabled={isPending}
            aria-label={texts.addModel(name)}
            onClick={() => mutate({ found: model.id, acceptLicences: true })}
          >
            {isPending ? texts.adding : texts.add}
          </Button>
        )
      )}
    </li>
  );
}
