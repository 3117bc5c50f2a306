import type { Retention } from '../../../contract/index.ts';
import { retentionMessages } from '../../messages/growth/retention.ts';
import { Panel } from '../../ui/Panel.tsx';
import { formatP } from '../experiments/formatExperiment.ts';
import { Term } from '../experiments/Term.tsx';
import { Curves } from './Curves.tsx';

const { groups: texts, logRank: test } = retentionMessages;
/** Usual, and what the terminal's words rest on, too. */
const alpha = 0.05;

/** The curves of groups, their medians, and whether they differ. */
export function RetentionResult({
  result,
  unit,
}: {
  result: Pick<Retention, 'groups' | 'logRank' | 'problem'>;
  /** What durations are counted in. */
  unit: string;
}): React.JSX.Element {
  const { groups, logRank, problem } = result;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-4">
      <Curves groups={groups} unit={unit} />
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title={test.title}>
          {logRank === undefined ? (
            <p className="text-ink-2">{problem}</p>
          ) : (
            <>
              <p className="font-medium text-ink">
                {logRank.pValue < alpha ? test.differ : test.same}
              </p>
              <Term meaning={test.meaning} className="mt-1 text-small text-ink-2">
                {test.value(logRank.statistic.toFixed(2), logRank.degrees, formatP(logRank.pValue))}
              </Term>
            </>
          )}
        </Panel>
        <Panel title={texts.title}>
          <table className="w-full text-small">
            <thead className="text-ink-2">
              <tr>
                <th scope="col" className="text-left font-medium">
                  {retentionMessages.curves.group}
                </th>
                <th scope="col" className="text-right font-medium">
                  {texts.people}
                </th>
                <th scope="col" className="text-right font-medium">
                  {texts.ended}
                </th>
                <th scope="col" className="text-right font-medium">
                  <Term meaning={texts.medianMeaning} className="text-ink-2">
                    {texts.median}
                  </Term>
                </th>
              </tr>
            </thead>
            <tbody>
              {groups.map(({ group, n, ended, median, medianInterval: [low, high] }) => (
                <tr key={group} className="border-t border-line align-top">
                  <th scope="row" dir="auto" className="py-1 text-left font-normal text-ink">
                    {group}
                  </th>
                  <td className="py-1 text-right text-ink">{n.toLocaleString('en')}</td>
                  <td className="py-1 text-right text-ink">{ended.toLocaleString('en')}</td>
                  <td className="py-1 text-right text-ink">
                    {timeText(median)}
                    {median !== null && (
                      <span className="block text-caption whitespace-nowrap text-ink-3">
                        {texts.interval(timeText(low), timeText(high))}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
    </div>
  );
}

function timeText(time: number | null): string {
  return time === null ? texts.notReached : `${Number(time.toPrecision(4))}`;
}
