import type { BurstDto } from '../../../../contract/index.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { type Bins, groupBins } from './groupBins.ts';

const width = 168;
const height = 30;
/** Four pixels a bar: 42 bars for the 168 bins. */
const binsEach = 4;

/** Videos published over the period and the time before it; bars of bursts are marked. */
export function Sparkline({
  posts,
  bins,
  bursts,
  windowStartMs,
}: {
  posts: readonly number[];
  bins: Bins;
  bursts: readonly BurstDto[];
  windowStartMs: number;
}): React.JSX.Element {
  const groups = groupBins(posts, bins, bursts, binsEach);
  const most = Math.max(1, ...groups.map(({ count }) => count));
  const step = width / Math.max(1, groups.length);
  const first = groups[0]?.fromMs ?? bins.startMs;
  const span = Math.max(1, (groups.at(-1)?.toMs ?? first) - first);
  const windowX = ((windowStartMs - first) / span) * width;
  const last = first + span;
  return (
    <svg
      role="img"
      aria-label={trendsMessages.table.sparkline(bursts.length, formatDay(first), formatDay(last))}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="block w-full"
    >
      <rect x={windowX} y={0} width={width - windowX} height={height} className="fill-hover" />
      {groups.map(({ fromMs, count, isBurst }, at) => {
        const bar = count === 0 ? 1 : Math.max(2, (count / most) * (height - 2));
        return (
          <rect
            key={fromMs}
            x={at * step + 0.5}
            y={height - bar}
            width={step - 1}
            height={bar}
            className={count === 0 ? 'fill-line-strong' : isBurst ? 'fill-accent' : 'fill-ink-3'}
          />
        );
      })}
    </svg>
  );
}
