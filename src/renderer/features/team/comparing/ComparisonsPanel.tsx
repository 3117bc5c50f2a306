import { Link } from 'wouter';
import type { Comparison, ServerSwitch } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { roleLabel } from '../servers/serverLabels.ts';
import { comparisonStates, decisionLabel, outcomeLabel } from './comparisonLabels.ts';
import { useComparisonActions, useComparisons, useSwitches } from './useComparisons.ts';

/** What was compared, and which server took whose place. */
export function ComparisonsPanel(): React.JSX.Element {
  const { data, error } = useComparisons();
  const switches = useSwitches();
  const actions = useComparisonActions();
  const comparisons = data?.comparisons ?? [];
  const made = switches.data?.switches ?? [];
  const failure = error ?? switches.error;
  const reading = data === undefined || switches.data === undefined;
  return (
    <Panel title={teamComparisonsMessages.comparisonsPanel.title}>
      {failure !== null ? (
        <ErrorLine error={failure} />
      ) : reading ? (
        <Skeleton className="h-15" />
      ) : (
        comparisons.length + made.length === 0 && (
          <p className="text-ink-2">{teamComparisonsMessages.comparisonsPanel.explanation}</p>
        )
      )}
      {comparisons.length > 0 && (
        <VirtualList
          label={teamComparisonsMessages.comparisonsPanel.comparisons}
          count={comparisons.length}
          rowHeight={85}
          keyAt={(index) => comparisons[index]?.id ?? index}
          className={`-mx-4 max-h-[320px] border-t border-line ${made.length === 0 ? '-mb-4' : 'border-b'}`}
        >
          {(index) => {
            const comparison = comparisons[index];
            return comparison !== undefined && <ComparisonRow comparison={comparison} />;
          }}
        </VirtualList>
      )}
      {made.length > 0 && (
        <section>
          <h3 className="mt-3 mb-1 text-small font-medium text-ink-2">
            {teamComparisonsMessages.comparisonsPanel.swaps}
          </h3>
          <VirtualList
            label={teamComparisonsMessages.comparisonsPanel.swaps}
            count={made.length}
            rowHeight={41}
            keyAt={(index) => made[index]?.id ?? index}
            focusable
            className="-mx-4 -mb-4 max-h-[246px] border-t border-line"
          >
            {(index) => {
              const each = made[index];
              return (
                each !== undefined && (
                  <SwitchRow made={each} onRollBack={() => actions.rollBack(each)} />
                )
              );
            }}
          </VirtualList>
        </section>
      )}
    </Panel>
  );
}

function ComparisonRow({ comparison }: { comparison: Comparison }): React.JSX.Element {
  const { id, state, from, to, setName, startedAtMs } = comparison;
  const { label, tone } = comparisonStates[state];
  const decided = decisionLabel(comparison);
  return (
    <div className="px-4 py-2">
      <div className="flex items-center gap-2">
        <Link
          href={`/team/comparison/${id}`}
          className="min-w-0 truncate text-body font-medium text-ink hover:text-accent-ink hover:underline"
        >
          <bdi>{from.name}</bdi> {teamComparisonsMessages.comparisonsPanel.and} <bdi>{to.name}</bdi>
        </Link>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p className="truncate text-small text-ink-3" title={setName}>
        {formatDayAndTime(startedAtMs)} · <bdi>{setName}</bdi>
      </p>
      <p className="truncate text-small text-ink-3">{outcomeLabel(comparison)}</p>
      {decided !== undefined && <p className="truncate text-small text-ink-2">{decided}</p>}
    </div>
  );
}

/** A server that was never reached told no model. */
function nameAndModel({ name, model }: ServerSwitch['from']): string {
  return model === '' ? name : teamComparisonsMessages.comparisonsPanel.serverAndModel(name, model);
}

function SwitchRow({
  made: { id, role, from, to, atMs, rolledBackAtMs, canRollBack },
  onRollBack,
}: {
  made: ServerSwitch;
  onRollBack(): void;
}): React.JSX.Element {
  return (
    <div className="flex min-h-10 items-center gap-2 px-4 py-1.5 text-small">
      <p className="min-w-0 flex-1 text-ink-2">
        {roleLabel(role)}: <bdi>{nameAndModel(from)}</bdi>{' '}
        {teamComparisonsMessages.comparisonsPanel.to}{' '}
        <bdi className="text-ink">{nameAndModel(to)}</bdi>, {formatDayAndTime(atMs)}
        {rolledBackAtMs !== undefined &&
          teamComparisonsMessages.comparisonsPanel.rolledBack(formatDayAndTime(rolledBackAtMs))}
      </p>
      {canRollBack && (
        <Button
          size="small"
          onClick={onRollBack}
          aria-label={teamComparisonsMessages.comparisonsPanel.rollBackLabel(id)}
        >
          {teamComparisonsMessages.comparisonsPanel.rollBack}
        </Button>
      )}
    </div>
  );
}
