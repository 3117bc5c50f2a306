import { Link } from 'wouter';
import type { Comparison, ServerSwitch } from '../../../../shared/index.ts';
import { formatDayAndTime } from '../../../client/format.ts';
import { Badge } from '../../../primitives/Badge.tsx';
import { Button } from '../../../primitives/Button.tsx';
import { Panel } from '../../../primitives/Panel.tsx';
import { ErrorLine } from '../../../primitives/StateViews.tsx';
import { roleWord } from '../servers/serverWords.ts';
import { comparisonStates, decisionWords, outcomeWords } from './comparisonWords.ts';
import { useComparisonActions, useComparisons, useSwitches } from './useComparisons.ts';

const shownComparisons = 5;
const shownSwitches = 6;

/** What was compared, and which server took whose place; nothing until there is something. */
export function ComparisonsPanel(): React.JSX.Element | null {
  const { data, error } = useComparisons();
  const switches = useSwitches();
  const actions = useComparisonActions();
  const comparisons = data?.comparisons ?? [];
  const made = switches.data?.switches ?? [];
  const failure = error ?? switches.error;
  if (failure === null && comparisons.length === 0 && made.length === 0) return null;
  return (
    <Panel title="Model swaps">
      {failure !== null && <ErrorLine error={failure} />}
      {comparisons.length > 0 && (
        <ul aria-label="Comparisons" className="-mx-4 divide-y divide-line border-y border-line">
          {comparisons.slice(0, shownComparisons).map((comparison) => (
            <ComparisonRow key={comparison.id} comparison={comparison} />
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <section>
          <h3 className="mt-3 mb-1 text-small font-medium text-ink-2">Switches</h3>
          <ul aria-label="Switches" className="flex flex-col gap-1.5">
            {made.slice(0, shownSwitches).map((each) => (
              <SwitchRow key={each.id} made={each} onRollBack={() => actions.rollBack(each)} />
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}

function ComparisonRow({ comparison }: { comparison: Comparison }): React.JSX.Element {
  const { id, state, from, to, setName, startedAtMs } = comparison;
  const { word, tone } = comparisonStates[state];
  const decided = decisionWords(comparison);
  return (
    <li className="px-4 py-2">
      <div className="flex items-center gap-2">
        <Link
          href={`/team/comparison/${id}`}
          className="min-w-0 truncate text-body font-medium text-ink hover:text-accent-ink hover:underline"
        >
          <bdi>{from.name}</bdi> and <bdi>{to.name}</bdi>
        </Link>
        <Badge tone={tone}>{word}</Badge>
        {decided !== undefined && <Badge>{decided}</Badge>}
      </div>
      <p className="truncate text-small text-ink-3">
        <bdi>{setName}</bdi> · {outcomeWords(comparison)} · {formatDayAndTime(startedAtMs)}
      </p>
    </li>
  );
}

function SwitchRow({
  made: { id, role, from, to, atMs, rolledBackAtMs, canRollBack },
  onRollBack,
}: {
  made: ServerSwitch;
  onRollBack(): void;
}): React.JSX.Element {
  return (
    <li className="flex items-center gap-2 text-small">
      <p className="min-w-0 flex-1 text-ink-2">
        {roleWord(role)}: <bdi>{from.name}</bdi> ({from.model}) to{' '}
        <bdi className="text-ink">{to.name}</bdi> ({to.model}), {formatDayAndTime(atMs)}
        {rolledBackAtMs !== undefined && `, rolled back ${formatDayAndTime(rolledBackAtMs)}`}
      </p>
      {canRollBack && (
        <Button size="small" onClick={onRollBack} aria-label={`Roll back switch ${id}`}>
          Roll back
        </Button>
      )}
    </li>
  );
}
