import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { type ExperimentId, experimentIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { experimentsMessages } from '../../messages/growth/experiments.ts';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { ImportEventsDialog } from './events/ImportEventsDialog.tsx';
import { DecideDialog } from './page/DecideDialog.tsx';
import { ExperimentHeader } from './page/ExperimentHeader.tsx';
import { GuardrailList } from './page/GuardrailList.tsx';
import { Health } from './page/Health.tsx';
import { Intervals } from './page/intervals/Intervals.tsx';
import { StartQuestion, StopQuestion } from './page/Questions.tsx';
import { RulePanel } from './page/RulePanel.tsx';
import { Timeline } from './page/timeline/Timeline.tsx';
import { Variants } from './page/Variants.tsx';
import { Verdict } from './page/Verdict.tsx';
import { useExperimentActions } from './useExperimentActions.ts';

const texts = experimentsMessages.page;
/** Events of a running experiment arrive by themselves. */
const followEveryMs = 15_000;

/** One experiment: its question, its verdict, and all that the verdict rests on. */
export default function ExperimentScreen(): React.JSX.Element {
  const { experimentId } = useParams();
  const parsed = experimentIdSchema.safeParse(experimentId);
  return parsed.success ? (
    <OpenExperiment key={parsed.data} experimentId={parsed.data} />
  ) : (
    <Gone />
  );
}

type Asking = 'start' | 'stop' | 'decide' | 'import';

function OpenExperiment({ experimentId }: { experimentId: ExperimentId }): React.JSX.Element {
  const { procedures } = useApi();
  const input = { experimentId };
  const { data, error, refetch } = useQuery(
    procedures.experiments.get.queryOptions({
      ...{ input, retry: false },
      refetchInterval: ({ state }) => (state.data?.state === 'running' ? followEveryMs : false),
    }),
  );
  const history = useQuery(
    procedures.experiments.history.queryOptions({
      ...{ input, retry: false },
      refetchInterval: data?.state === 'running' ? followEveryMs : false,
    }),
  );
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const actions = useExperimentActions(experimentId);
  if (error instanceof ORPCError && error.code === 'experiment.notFound') return <Gone />;
  if (data === undefined && error !== null) {
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return (
      <div aria-busy="true" className="flex flex-col gap-4 p-5">
        <h1 className="sr-only">{experimentsMessages.title}</h1>
        <Skeleton className="h-12" />
        <Skeleton className="h-40" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  const last = history.data?.points.at(-1);
  const isSeen = last?.arms.some(({ n }) => n > 0) === true;
  return (
    <div className="flex h-full flex-col">
      <ExperimentHeader experiment={data} onAsk={setAsking} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[1440px] grid-cols-[minmax(0,1fr)_312px] items-start gap-4 p-5">
          <div className="flex min-w-0 flex-col gap-4">
            <Verdict
              experiment={data}
              isSeen={history.data === undefined ? undefined : isSeen}
              onImport={() => setAsking('import')}
            />
            {data.evaluation !== undefined && isSeen && (
              <>
                <Intervals experiment={data} evaluation={data.evaluation} arms={last?.arms ?? []} />
                <Timeline experiment={data} points={history.data?.points ?? []} />
              </>
            )}
            {history.error !== null && (
              <ErrorState error={history.error} onRetry={() => void history.refetch()} />
            )}
            <Variants experiment={data} arms={last?.arms ?? []} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            {data.evaluation !== undefined && history.data !== undefined && isSeen && (
              <Health
                experiment={data}
                evaluation={data.evaluation}
                arms={last?.arms ?? []}
                health={history.data.health}
              />
            )}
            <GuardrailList experiment={data} />
            <RulePanel experiment={data} />
          </div>
        </div>
      </div>
      {asking === 'start' && (
        <StartQuestion experiment={data} onYes={() => void actions.start()} onClose={close} />
      )}
      {asking === 'stop' && <StopQuestion onYes={() => void actions.stop()} onClose={close} />}
      {asking === 'decide' && (
        <DecideDialog
          experiment={data}
          onClose={close}
          onDecide={async (overrule) => {
            if ((await actions.decide(overrule)) !== undefined) close();
          }}
        />
      )}
      {asking === 'import' && <ImportEventsDialog onClose={close} />}
    </div>
  );
}

function Gone(): React.JSX.Element {
  return (
    <>
      <h1 className="sr-only">{experimentsMessages.title}</h1>
      <EmptyState
        title={texts.gone}
        actions={
          <Link href="/experiments" className="font-medium text-accent-ink hover:underline">
            {texts.all}
          </Link>
        }
      >
        {texts.goneNote}
      </EmptyState>
    </>
  );
}
