import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import {
  type Comparison,
  type ComparisonId,
  comparisonIdSchema,
} from '../../../../../contract/index.ts';
import { formatDayAndTime } from '../../../../client/formats/format.ts';
import { hintOf } from '../../../../client/formats/formatError.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../../messages/team/teamComparisons.ts';
import { Badge } from '../../../../ui/Badge.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { ProgressBar } from '../../../../ui/ProgressBar.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../../ui/StateViews.tsx';
import { comparisonStates, decisionLabel } from '../comparisonLabels.ts';
import { useComparison, useComparisonActions } from '../useComparisons.ts';
import { ComparisonPairs } from './ComparisonPairs.tsx';
import { ComparisonSummary } from './ComparisonSummary.tsx';

/** Two models on the same real requests, and the choice between them. */
export default function ComparisonScreen(): React.JSX.Element {
  const { comparisonId } = useParams();
  const id = comparisonIdSchema.safeParse(comparisonId);
  if (!id.success)
    return (
      <EmptyState title={teamComparisonsMessages.comparisonScreen.gone} actions={<BackToTeam />} />
    );
  return <OneComparison key={id.data} id={id.data} />;
}

function OneComparison({ id }: { id: ComparisonId }): React.JSX.Element {
  const { comparison: seen, error } = useComparison(id);
  const [decided, setDecided] = useState<Comparison>();
  const comparison = decided ?? seen;
  if (error !== undefined) return <ErrorState error={error} />;
  if (comparison === undefined) {
    return (
      <div aria-busy="true" className="flex flex-col gap-4 px-6 py-6">
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
      </div>
    );
  }
  return <Details comparison={comparison} onDecided={setDecided} />;
}

function Details({
  comparison,
  onDecided,
}: {
  comparison: Comparison;
  onDecided(now: Comparison): void;
}): React.JSX.Element {
  const { from, to, state, requests, compared, setName, startedAtMs, error } = comparison;
  const { label, tone } = comparisonStates[state];
  const decided = decisionLabel(comparison);
  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-col gap-2 border-b border-line px-5 py-3">
        <div className="flex items-center gap-3">
          <Link
            href="/team/servers"
            aria-label={teamComparisonsMessages.comparisonScreen.back}
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
          >
            <ArrowLeft size={15} />
          </Link>
          <h1 className="min-w-0 truncate text-lead font-semibold">
            <bdi>{from.name}</bdi> {teamComparisonsMessages.comparisonScreen.and}{' '}
            <bdi>{to.name}</bdi>
          </h1>
          <Badge tone={tone}>{label}</Badge>
          {decided !== undefined && <Badge>{decided}</Badge>}
          <div className="flex-1" />
          <ComparisonButtons comparison={comparison} onDecided={onDecided} />
        </div>
        <div className="flex items-center gap-4">
          {state === 'running' && (
            <ProgressBar
              label={teamComparisonsMessages.comparisonScreen.progress(from.name, to.name)}
              fraction={compared / Math.max(1, requests)}
              className="w-60"
            />
          )}
          <p className="truncate text-small text-ink-2">
            {teamComparisonsMessages.comparisonScreen.requestsOf(compared, requests)}{' '}
            <bdi>{setName}</bdi>{' '}
            {teamComparisonsMessages.comparisonScreen.started(formatDayAndTime(startedAtMs))}
          </p>
        </div>
        {error !== undefined && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">
            <bdi>{error.message}</bdi> {hintOf(error.code)}
          </p>
        )}
        {state === 'paused' && (
          <p className="rounded-control bg-caution-soft px-3 py-2 text-caution">
            {teamComparisonsMessages.comparisonScreen.paused}
          </p>
        )}
        <ComparisonSummary comparison={comparison} />
      </header>
      <ComparisonPairs comparison={comparison} />
    </div>
  );
}

function ComparisonButtons({
  comparison,
  onDecided,
}: {
  comparison: Comparison;
  onDecided(now: Comparison): void;
}): React.JSX.Element {
  const actions = useComparisonActions();
  const [, navigate] = useLocation();
  const { id, state, from, to, decision } = comparison;
  if (state === 'running')
    return <Button onClick={() => actions.cancel(id)}>{commonMessages.cancel}</Button>;
  return (
    <>
      <Button kind="quiet" onClick={() => actions.remove(id, () => navigate('/team/servers'))}>
        {commonMessages.remove}
      </Button>
      {decision?.kept !== 'from' && (
        <Button onClick={() => actions.decide(comparison, 'from', onDecided)}>
          {decision === undefined
            ? teamComparisonsMessages.comparisonScreen.keep(from.name)
            : teamComparisonsMessages.comparisonScreen.backTo(from.name)}
        </Button>
      )}
      {decision?.kept !== 'to' && (
        <Button kind="primary" onClick={() => actions.decide(comparison, 'to', onDecided)}>
          {teamComparisonsMessages.comparisonScreen.switchTo(to.name)}
        </Button>
      )}
    </>
  );
}

function BackToTeam(): React.JSX.Element {
  return (
    <Link href="/team/servers" className="text-accent-ink underline">
      {teamComparisonsMessages.comparisonScreen.back}
    </Link>
  );
}
