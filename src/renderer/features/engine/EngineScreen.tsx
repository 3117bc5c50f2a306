import { useQuery } from '@tanstack/react-query';
import { BrainCircuit } from 'lucide-react';
import { useLocation } from 'wouter';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { engineMessages } from '../../messages/work/engine.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorLine, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { EngineFacts } from './EngineFacts.tsx';
import { announcementOf, headlineOf } from './engineLabels.ts';
import { BlocksPanel } from './memory/BlocksPanel.tsx';
import { PlanPanel } from './memory/PlanPanel.tsx';
import { useEngine } from './useEngine.ts';
import { WorkPanel } from './work/WorkPanel.tsx';

/** The language engine for those who are no engineers: what it does, and what its memory is for. */
export default function EngineScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const { stats, history, error, retry } = useEngine();
  const models = useQuery(procedures.models.list.queryOptions());
  const installed = models.data?.models.filter(
    ({ task, state }) => task === 'generate' && state === 'installed',
  );
  const plan = useQuery(
    procedures.engine.plan.queryOptions({
      input: {},
      enabled: stats?.plan === null && installed !== undefined && installed.length > 0,
    }),
  );
  if (stats === undefined || installed === undefined) {
    if (models.error !== null) {
      return <ErrorState error={models.error} onRetry={() => void models.refetch()} />;
    }
    if (error !== undefined) return <ErrorState error={error} onRetry={retry} />;
    return <Loading />;
  }
  if (installed.length === 0 && stats.model === null) return <NoModel />;

  const modelId = stats.model?.id ?? plan.data?.modelId;
  const model = installed.find(({ id }) => id === modelId);
  return (
    <div className="@container h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[1120px] flex-col gap-4 px-6 py-6">
        <header className="flex flex-col gap-3 @min-[960px]:flex-row @min-[960px]:items-start @min-[960px]:justify-between">
          <div className="min-w-0">
            <h1 className="text-title font-semibold">{engineMessages.engineScreen.title}</h1>
            <p className="mt-1 text-lead text-ink">{headlineOf(stats)}</p>
            <p className="text-ink-3">
              {stats.model === null
                ? engineMessages.engineScreen.loadsOnDemand
                : engineMessages.engineScreen.unloads}
            </p>
            <p role="status" className="sr-only">
              {announcementOf(stats)}
            </p>
          </div>
          <EngineFacts stats={stats} modelName={model?.name ?? modelId ?? '–'} />
        </header>
        {error !== undefined && <ErrorLine error={error} />}
        {stats.notices.map((notice) => (
          <p
            key={notice}
            className="rounded-control bg-caution-soft px-3 py-2 [overflow-wrap:anywhere] text-caution"
          >
            {notice}
          </p>
        ))}
        <div className="grid gap-4 @min-[960px]:grid-cols-[minmax(0,1fr)_300px]">
          <BlocksPanel stats={stats} />
          <PlanPanel
            plan={stats.plan ?? plan.data}
            loaded={stats.plan !== null}
            others={stats.otherModels}
            error={plan.error}
          />
        </div>
        <WorkPanel stats={stats} history={history} />
      </div>
    </div>
  );
}

function Loading(): React.JSX.Element {
  return (
    <div aria-busy="true" className="mx-auto flex max-w-[1120px] flex-col gap-4 px-6 py-6">
      <h1 className="text-title font-semibold">{engineMessages.engineScreen.title}</h1>
      <Skeleton className="h-10 w-80" />
      <Skeleton className="h-60" />
      <Skeleton className="h-72" />
    </div>
  );
}

function NoModel(): React.JSX.Element {
  const [, navigate] = useLocation();
  return (
    <div className="h-full">
      <h1 className="sr-only">{engineMessages.engineScreen.title}</h1>
      <EmptyState
        icon={<BrainCircuit size={24} />}
        title={engineMessages.engineScreen.noModel}
        actions={
          <Button kind="primary" onClick={() => navigate('/models')}>
            {commonMessages.goToModels}
          </Button>
        }
      >
        {engineMessages.engineScreen.noModelExplanation}
      </EmptyState>
    </div>
  );
}
