import type { ComparedSide, Comparison } from '../../../../../contract/index.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../../messages/team/teamComparisons.ts';
import { formatMilliseconds, formatPercent } from '../comparisonLabels.ts';

/** How both servers did, in two rows of figures. */
export function ComparisonSummary({
  comparison: { from, to, compared, agreement, decision },
}: {
  comparison: Comparison;
}): React.JSX.Element {
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
      <table className="text-small">
        <caption className="sr-only">{teamComparisonsMessages.comparisonSummary.caption}</caption>
        <thead className="text-left text-ink-3">
          <tr>
            <th scope="col" className="pr-6 font-medium">
              {commonMessages.server}
            </th>
            <th scope="col" className="pr-6 font-medium">
              {commonMessages.model}
            </th>
            {[
              teamComparisonsMessages.comparisonSummary.valid,
              teamComparisonsMessages.comparisonSummary.median,
              teamComparisonsMessages.comparisonSummary.p95,
              teamComparisonsMessages.comparisonSummary.tokens,
            ].map((title) => (
              <th key={title} scope="col" className="pr-6 text-right font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SideRow
            side={from}
            label={
              decision?.kept === 'to'
                ? teamComparisonsMessages.comparisonSummary.previous
                : teamComparisonsMessages.comparisonSummary.current
            }
            compared={compared}
            kept={decision?.kept === 'from'}
          />
          <SideRow
            side={to}
            label={teamComparisonsMessages.comparisonSummary.candidate}
            compared={compared}
            kept={decision?.kept === 'to'}
          />
        </tbody>
      </table>
      <p className="text-small text-ink-2">
        {agreement === undefined ? (
          teamComparisonsMessages.comparisonSummary.noneValid
        ) : (
          <>
            <span className="text-title font-semibold text-ink tabular-nums">
              {formatPercent(agreement)}
            </span>{' '}
            {teamComparisonsMessages.comparisonSummary.similar}
          </>
        )}
      </p>
    </div>
  );
}

function SideRow({
  side: { name, model, valid, p50Ms, p95Ms, outputTokens },
  label,
  compared,
  kept,
}: {
  side: ComparedSide;
  label: string;
  compared: number;
  kept: boolean;
}): React.JSX.Element {
  const figures = [
    teamComparisonsMessages.comparisonSummary.validOf(valid, compared),
    compared === 0 ? '–' : formatMilliseconds(p50Ms),
    compared === 0 ? '–' : formatMilliseconds(p95Ms),
    outputTokens.toLocaleString('en'),
  ];
  return (
    <tr>
      <th scope="row" className="max-w-60 truncate pr-6 text-left font-medium text-ink">
        <bdi>{name}</bdi>{' '}
        <span className="font-normal text-ink-3">
          {kept ? teamComparisonsMessages.comparisonSummary.chosen : label}
        </span>
      </th>
      <td className="max-w-60 truncate pr-6 text-ink-2">
        <bdi>{model}</bdi>
      </td>
      {figures.map((figure, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: columns
          key={index}
          className="pr-6 text-right text-ink tabular-nums"
        >
          {figure}
        </td>
      ))}
    </tr>
  );
}
