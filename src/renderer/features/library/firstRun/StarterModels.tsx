import { Check, Circle, CircleDot } from 'lucide-react';
import type { ModelSummary } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/format.ts';
import type { ModelInstall } from '../../../client/modelInstalls.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library.ts';
import { InstallProgress } from '../../../ui/InstallProgress.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';

/**
 * The models that come before the samples, with the licences that setting up accepts; and while
 * they are installed, how far that is. Nothing when all were there from the start.
 */
export function StarterModels({
  models,
  install,
}: {
  /** The starter set; undefined while it is being read. */
  models: readonly ModelSummary[] | undefined;
  install: ModelInstall | undefined;
}): React.JSX.Element | null {
  if (models === undefined) return <Skeleton className="h-52 rounded-panel" />;
  const shown = models.filter(
    ({ id, state }) => state !== 'installed' || install?.installed.includes(id) === true,
  );
  if (shown.length === 0) return null;
  const bytes = shown.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const current = shown.find(({ id }) => id === install?.progress?.modelId);
  return (
    <section
      aria-label={libraryMessages.starterModels.label}
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel px-4 py-3"
    >
      <p className="text-small text-ink-2">
        {libraryMessages.starterModels.explanation(shown.length, formatBytes(bytes))}
      </p>
      <ul className="flex flex-col gap-2">
        {shown.map((model) => (
          <li
            key={model.id}
            className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 text-small"
          >
            <StateMark done={model.state === 'installed'} current={model === current} />
            <span className="text-ink">{model.name}</span>
            <span className="text-ink-3">{formatBytes(model.sizeBytes)}</span>
            <span className="col-span-2 col-start-2 text-caption text-ink-3 [overflow-wrap:anywhere] select-text">
              {model.licence.name}, {model.licence.url}
            </span>
          </li>
        ))}
      </ul>
      {install !== undefined && (
        <InstallProgress
          target="starter"
          name={current?.name ?? libraryMessages.starterModels.theModels}
          install={install}
        />
      )}
    </section>
  );
}

function StateMark({ done, current }: { done: boolean; current: boolean }): React.JSX.Element {
  if (done)
    return <Check size={14} className="mt-px text-good" aria-label={commonMessages.installed} />;
  if (current) {
    return (
      <CircleDot
        size={14}
        className="mt-px text-accent-ink"
        aria-label={commonMessages.installing}
      />
    );
  }
  return (
    <Circle
      size={14}
      className="mt-px text-ink-3"
      aria-label={libraryMessages.starterModels.notInstalled}
    />
  );
}
