import { ORPCError } from '@orpc/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KvType, MemoryPlan } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
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
    return <p className="text-ink-2">{settingsMessages.planEffect.noModel}</p>;
  }
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return <Skeleton className="h-13" />;
  return (
    <div role="status" className="min-h-13">
      <p className="text-ink">
        {settingsMessages.planEffect.pool(
          formatBytes(data.poolBytes),
          data.poolTokens,
          formatBytes(data.modelBytes),
        )}
      </p>
      <p className="text-small text-ink-2">
        {data.savedBytes > 0 &&
          `${settingsMessages.planEffect.saved(formatBytes(data.savedBytes))} `}
        {settingsMessages.planEffect.maxRequest(data.maxRequestTokens)}
      </p>
      <Fit plan={data} />
    </div>
  );
}

function Fit({ plan: { fits, freeBytes } }: { plan: MemoryPlan }): React.JSX.Element {
  return fits ? (
    <p className="text-small text-good">
      {settingsMessages.planEffect.fits(formatBytes(freeBytes))}
    </p>
  ) : (
    <p className="text-small text-caution">
      {settingsMessages.planEffect.tooLarge(formatBytes(freeBytes))}
    </p>
  );
}
