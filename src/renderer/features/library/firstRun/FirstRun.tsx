import { useQuery } from '@tanstack/react-query';
import { Clapperboard, Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useShellView } from '../../../app/shellView.ts';
import { useApi } from '../../../client/api.ts';
import { useIngest } from '../../../client/files/ingest.ts';
import { ingestKinds, useIsOffline, useJobCounts } from '../../../client/jobs/jobs.ts';
import { modelDownloadKinds, useDownloadModels } from '../../../client/jobs/modelDownloads.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorState } from '../../../ui/StateViews.tsx';
import { IngestProgress } from './IngestProgress.tsx';
import { StarterModels } from './StarterModels.tsx';

/** How long the host may take from the samples to their first job. */
const startMs = 4_000;

/** An empty library: one click leads to the sample library, another to one's own videos. */
export function FirstRun(): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(procedures.models.list.queryOptions());
  const { active, failed } = useJobCounts(ingestKinds);
  const downloads = useJobCounts(modelDownloadKinds);
  const download = useDownloadModels();
  const { startSamples } = useIngest();
  const offline = useIsOffline();
  // Between the click, or the last model, and the first job of the samples.
  const [starting, setStarting] = useState(false);

  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (active > 0) return <IngestProgress />;
  const starters = data?.models.filter(({ starter }) => starter) ?? [];
  const missing = starters.filter(({ state }) => state !== 'installed');
  const downloading = downloads.active > 0;
  const unreachable = offline && missing.length > 0;

  const setUp = async (): Promise<void> => {
    setStarting(true);
    if (missing.length > 0 && !(await download('starter'))) return setStarting(false);
    startSamples();
    // If no job has come by then, a toast has said why.
    setTimeout(() => setStarting(false), startMs);
  };

  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-[600px] flex-col justify-center gap-4 p-8">
        <Clapperboard size={28} className="text-accent-ink" aria-hidden="true" />
        <h1 className="text-display font-semibold">{libraryMessages.firstRun.title}</h1>
        <p className="text-lead text-ink-2">{libraryMessages.firstRun.explanation}</p>
        <StarterModels models={data === undefined ? undefined : starters} />
        {!downloading && (
          <div className="flex gap-2">
            <Button
              kind="primary"
              icon={<Sparkles size={14} />}
              disabled={data === undefined || starting || unreachable}
              onClick={() => void setUp()}
            >
              {data !== undefined && missing.length === 0
                ? libraryMessages.firstRun.addSamples
                : libraryMessages.firstRun.setUp}
            </Button>
            <Button
              icon={<Plus size={14} />}
              onClick={() => useShellView.setState({ addDialog: true })}
            >
              {commonMessages.addVideosMore}
            </Button>
          </div>
        )}
        <p className="text-small text-ink-3">
          {unreachable ? libraryMessages.firstRun.offline : libraryMessages.firstRun.otherWays}
        </p>
        {failed > 0 && (
          <p className="text-small text-bad">
            {libraryMessages.firstRun.failed(failed)}{' '}
            <Link href="/queue?show=failed" className="font-medium underline">
              {libraryMessages.firstRun.seeQueue}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}
