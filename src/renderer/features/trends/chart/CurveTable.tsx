import type { TopicDetail } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/formats/format.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { ChartTable } from '../../../ui/chart/ChartTable.tsx';
import { groupBins } from './groupBins.ts';

/** A quarter of the period each. */
const binsEach = 7;
const texts = trendsMessages.topic;

/** The curve in numbers, the newest first. */
export function CurveTable({ detail }: { detail: TopicDetail }): React.JSX.Element {
  const { bins, topic, totals, gains } = detail;
  const grouped = (counts: readonly number[]) => groupBins(counts, bins, topic.bursts, binsEach);
  const all = grouped(totals);
  const gained = grouped(gains);
  const rows = grouped(topic.posts).map((group, at) => ({
    ...group,
    all: all[at]?.count ?? 0,
    gained: gained[at]?.count ?? 0,
  }));
  const head = [texts.from, texts.until, texts.posts, texts.ofAll, texts.gains, texts.inBurst];
  return (
    <ChartTable caption={texts.curve} head={head} leftColumns={2} className="h-[220px]">
      {rows.reverse().map(({ fromMs, toMs, count, all: total, gained: views, isBurst }) => (
        <tr key={fromMs} className="border-t border-line">
          <td className="h-6">{formatDay(fromMs)}</td>
          <td>{formatDay(toMs)}</td>
          <td className="text-right">{count.toLocaleString('en')}</td>
          <td className="text-right">
            {total === 0 ? '–' : `${((100 * count) / total).toFixed(1)} %`}
          </td>
          <td className="text-right">{formatCount(Math.round(views))}</td>
          <td className="text-right">{isBurst ? texts.yes : ''}</td>
        </tr>
      ))}
    </ChartTable>
  );
}
