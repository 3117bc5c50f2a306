import { Link } from 'wouter';
import type { MemoryPlan } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/format.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { formatWhole, kvTypeWords } from '../engineWords.ts';

interface PlanPanelProps {
  plan: MemoryPlan | undefined;
  /** False: it is what the model would take. */
  loaded: boolean;
  error: unknown;
}

/** What the model and its pool take, or would. */
export function PlanPanel({ plan, loaded, error }: PlanPanelProps): React.JSX.Element {
  return (
    <Panel title={loaded ? 'What it takes' : 'What it would take'}>
      {plan === undefined &&
        (error === null ? <Skeleton className="h-44" /> : <ErrorLine error={error} />)}
      {plan !== undefined && (
        <dl className="mb-2 flex flex-col gap-1">
          <Fact name="Model">{formatBytes(plan.modelBytes)}</Fact>
          <Fact name="Pool for answers">{formatBytes(plan.poolBytes)}</Fact>
          <Fact name="The pool holds">{formatWhole(plan.poolTokens)} tokens</Fact>
          <Fact name="Longest request">{formatWhole(plan.maxRequestTokens)} tokens</Fact>
          <Fact name="Kept as">{kvTypeWords[plan.kvType]}</Fact>
          <Fact name={loaded ? 'Free before' : 'Free now'}>
            {!plan.fits && <Badge tone="caution">Not enough</Badge>} {formatBytes(plan.freeBytes)}
          </Fact>
        </dl>
      )}
      <p className="mt-auto border-t border-line pt-2 text-small text-ink-3">
        Planned, unless you{' '}
        <Link href="/settings#engine" className="font-medium text-accent-ink underline">
          set it yourself
        </Link>
        .
      </p>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }): React.JSX.Element {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right text-ink">{children}</dd>
    </div>
  );
}
