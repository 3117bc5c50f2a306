import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Clapperboard, Plus, Sparkles } from 'lucide-react';
import type { ModelSummary } from '../../../shared/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { useIngest } from '../../client/ingest.ts';
import { useIsOffline, useJobs } from '../../client/jobs.ts';
import { type ModelInstall, useModelInstalls } from '../../client/modelInstalls.ts';
import { Button } from '../../primitives/Button.tsx';
import { InstallProgress } from '../../primitives/InstallProgress.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../primitives/StateViews.tsx';
import { useShellView } from '../../shell/shellView.ts';

/** An empty library: one click leads to the sample library, another to one's own videos. */
export function FirstRun(): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(procedures.models.list.queryOptions());
  const working = useJobs()?.some(({ state }) => state === 'running' || state === 'waiting');
  const install = useModelInstalls(({ byTarget }) => byTarget.get('starter'));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="m-5 h-60" />;
  if (working === true) {
    return (
      <EmptyState icon={<Clapperboard size={26} />} title="The first videos are being taken in">
        They appear here one by one. The queue says how far each is.
      </EmptyState>
    );
  }
  const missing = data.models.filter(({ starter, state }) => starter && state !== 'installed');
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-[520px] flex-col justify-center gap-4 p-8">
        <Clapperboard size={28} className="text-accent-ink" aria-hidden="true" />
        <h1 className="text-display font-semibold">Study what is said, shown, and when</h1>
        <p className="text-lead text-ink-2">
          Trendroom transcribes videos word by word, reads the text on the picture, finds moments by
          meaning, and drafts hooks that cite them. All of it on this computer.
        </p>
        {install !== undefined && (
          <div className="rounded-panel border border-line bg-panel px-4 py-3">
            <InstallProgress target="starter" name="Starter models" install={install} />
          </div>
        )}
        {install?.running !== true && <Choices missing={missing} install={install} />}
      </div>
    </div>
  );
}

function Choices({
  missing,
  install,
}: {
  missing: readonly ModelSummary[];
  install: ModelInstall | undefined;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const { startSamples } = useIngest();
  const offline = useIsOffline();
  const setUp = async (): Promise<void> => {
    if (missing.length > 0) {
      const end = await useModelInstalls.getState().start(client, 'starter', () => {
        void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
      });
      if (end !== 'installed') return;
    }
    startSamples();
  };
  const totalBytes = missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <>
      {missing.length > 0 && (
        <section
          aria-label="Starter models"
          className="rounded-panel border border-line bg-panel px-4 py-3"
        >
          <p className="text-small text-ink-2">
            Three small models come first, {formatBytes(totalBytes)} in all. Setting up accepts
            their licences:
          </p>
          <ul className="mt-2 flex flex-col gap-1.5">
            {missing.map(({ id, name, sizeBytes, licence }) => (
              <li key={id} className="text-small">
                <span className="text-ink">{name}</span>
                <span className="text-ink-3">
                  , {formatBytes(sizeBytes)}, {licence.name}
                </span>
                <span className="block font-mono text-caption text-ink-3 [overflow-wrap:anywhere] select-text">
                  {licence.url}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="flex gap-2">
        <Button
          kind="primary"
          icon={<Sparkles size={14} />}
          disabled={offline && missing.length > 0}
          onClick={() => void setUp()}
        >
          {missing.length === 0
            ? 'Add the sample library'
            : install === undefined
              ? 'Set up with the sample library'
              : 'Try again with the sample library'}
        </Button>
        <Button
          icon={<Plus size={14} />}
          onClick={() => useShellView.setState({ addDialog: true })}
        >
          Add videos…
        </Button>
      </div>
      <p className="text-small text-ink-3">
        {offline && missing.length > 0
          ? 'Trendroom is set to stay offline: allow the network in Settings to download the models.'
          : 'Files and folders can also be dropped anywhere on this window, and links pasted.'}
      </p>
    </>
  );
}
