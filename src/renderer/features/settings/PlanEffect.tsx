import { ORPCError } from '@orpc/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KvType, MemoryPlan } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';

/** What a choice of pool would take, also one that is not saved yet. */
export function PlanEffect(choice: { poolTokens: number; kvType: KvType }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.engine.plan.queryOptions({
      input: choice,
      // The words of the choice before stay until the new ones are known.
      placeholderData: keepPreviousData,
    }),
  );
  if (error instanceof ORPCError && error.code === 'model.missing') {
    return <p className="text-ink-2">What it takes shows once a language model is installed.</p>;
  }
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return <Skeleton className="h-13" />;
  return (
    <div role="status" className="min-h-13">
      <p className="text-ink">
        The pool takes {formatBytes(data.poolBytes)} for {data.poolTokens.toLocaleString('en')}{' '}
        tokens, beside {formatBytes(data.modelBytes)} of the model.
      </p>
      <p className="text-small text-ink-2">
        The longest request has {data.maxRequestTokens.toLocaleString('en')} tokens.
      </p>
      <Fit plan={data} />
    </div>
  );
}

function Fit({ plan: { fits, freeBytes } }: { plan: MemoryPlan }): React.JSX.Element {
  return fits ? (
    <p className="text-small text-good">It fits: {formatBytes(freeBytes)} are free now.</p>
  ) : (
    <p className="text-small text-caution">
      It does not fit: only {formatBytes(freeBytes)} are free now. Choose fewer tokens.
    </p>
  );
}
