import { Check, Circle, CircleDot } from 'lucide-react';
import type { ModelSummary } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { useModelDownload } from '../../../client/jobs/modelDownloads.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { DownloadProgress } from '../../../ui/DownloadProgress.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';

/**
 * The models that come before the samples, with the licences that setting up accepts; and while
 * they are downloaded, how far that is. Nothing when all are installed.
 */
export function StarterModels({
  models,
}: {
  /** The starter set; undefined while it is being read. */
  models: readonly ModelSummary[] | undefined;
}): React.JSX.Element | null {
  if (models === undefined) return <Skeleton className="h-52 rounded-panel" />;
  if (models.every(({ state }) => state === 'installed')) return null;
  const bytes = models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <section
      aria-label={libraryMessages.starterModels.label}
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel px-4 py-3"
    >
      <p className="text-small text-ink-2">
        {libraryMessages.starterModels.explanation(models.length, formatBytes(bytes))}
      </p>
      <ul className="flex flex-col gap-2">
        {models.map((model) => (
          <StarterModel key={model.id} model={model} />
        ))}
      </ul>
    </section>
  );
}

function StarterModel({ model }: { model: ModelSummary }): React.JSX.Element {
  const download = useModelDownload(model.id);
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 text-small">
      <StateMark done={model.state === 'installed'} current={download?.state === 'running'} />
      <span className="text-ink">{model.name}</span>
      <span className="text-ink-3">{formatBytes(model.sizeBytes)}</span>
      <span className="col-span-2 col-start-2 text-caption text-ink-3 [overflow-wrap:anywhere] select-text">
        {model.licence.name}, {model.licence.url}
      </span>
      {download !== undefined && (
        <div className="col-span-2 col-start-2 mt-1">
          <DownloadProgress job={download} />
        </div>
      )}
    </li>
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
