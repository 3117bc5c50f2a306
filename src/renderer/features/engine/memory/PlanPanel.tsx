import { Link } from 'wouter';
import type { EngineStats, MemoryPlan } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { engineMessages } from '../../../messages/work/engine.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { formatWhole, kvTypeLabels } from '../engineLabels.ts';

interface PlanPanelProps {
  plan: MemoryPlan | undefined;
  /** False: it is what the model would take. */
  loaded: boolean;
  /** Loaded beside it. */
  others: EngineStats['otherModels'];
  error: unknown;
}

/** What the model and its pool take, or would. */
export function PlanPanel({ plan, loaded, others, error }: PlanPanelProps): React.JSX.Element {
  return (
    <Panel title={loaded ? engineMessages.planPanel.needs : engineMessages.planPanel.wouldNeed}>
      {plan === undefined &&
        (error === null ? <Skeleton className="h-44" /> : <ErrorLine error={error} />)}
      {plan !== undefined && (
        <dl className="mb-2 flex flex-col gap-1">
          <Fact name={commonMessages.model}>{formatBytes(plan.modelBytes)}</Fact>
          <Fact name={engineMessages.planPanel.cache}>{formatBytes(plan.poolBytes)}</Fact>
          <Fact name={engineMessages.planPanel.capacity}>
            {engineMessages.planPanel.tokens(formatWhole(plan.poolTokens))}
          </Fact>
          <Fact name={engineMessages.planPanel.maxRequest}>
            {engineMessages.planPanel.tokens(formatWhole(plan.maxRequestTokens))}
          </Fact>
          <Fact name={engineMessages.planPanel.precision}>{kvTypeLabels[plan.kvType]}</Fact>
          {plan.savedBytes > 0 && (
            <Fact name={engineMessages.planPanel.saved}>{formatBytes(plan.savedBytes)}</Fact>
          )}
          <Fact
            name={loaded ? engineMessages.planPanel.freeBefore : engineMessages.planPanel.freeNow}
          >
            {!plan.fits && <Badge tone="caution">{engineMessages.planPanel.notEnough}</Badge>}{' '}
            {formatBytes(plan.freeBytes)}
          </Fact>
          {others.map(({ id, modelBytes, poolBytes }) => (
            <Fact key={id} name={engineMessages.planPanel.alsoLoaded(id)}>
              {formatBytes(modelBytes + poolBytes)}
            </Fact>
          ))}
        </dl>
      )}
      <p className="mt-auto border-t border-line pt-2 text-small text-ink-3">
        {engineMessages.planPanel.planned}{' '}
        <Link href="/settings#engine" className="font-medium text-accent-ink underline">
          {engineMessages.planPanel.setYourself}
        </Link>
        .
      </p>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }): React.JSX.Element {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="min-w-0 truncate text-ink-2" title={name}>
        {name}
      </dt>
      <dd className="shrink-0 text-right text-ink">{children}</dd>
    </div>
  );
}
