import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { BurstDto } from '../../../../contract/index.ts';
import { formatCount } from '../../../client/formats/format.ts';
import { chartStyle } from '../../../ui/chart/chartStyle.ts';
import { useRedrawn } from '../../../ui/chart/useRedrawn.ts';
import type { Group } from './groupBins.ts';

const usualHeightPixels = 220;

export interface TopicChartProps {
  groups: readonly Group[];
  bursts: readonly BurstDto[];
  windowStartMs: number;
  label: string;
  /** Bars count things; an area flows. */
  kind: 'bars' | 'area';
  heightPixels?: number;
}

/** A topic's curve with its bursts as bands. Drawn anew when the width or the theme changes. */
export default function TopicChart(props: TopicChartProps): React.JSX.Element {
  const { groups, bursts, windowStartMs, label, kind, heightPixels = usualHeightPixels } = props;
  const draw = useCallback(
    (element: HTMLElement) => {
      const counts = groups.map(({ count }) => count);
      const middle = ({ fromMs, toMs }: Group): number => (fromMs + toMs) / 2_000;
      const chart = new uPlot(
        optionsOf(element, { bursts, windowStartMs, label, kind, groups, heightPixels }),
        [groups.map(middle), kind === 'bars' ? counts : withoutLead(counts)],
        element,
      );
      return () => chart.destroy();
    },
    [groups, bursts, windowStartMs, label, kind, heightPixels],
  );
  const container = useRedrawn<HTMLDivElement>(draw);
  return <div ref={container} aria-hidden="true" style={{ height: heightPixels }} />;
}

function optionsOf(
  element: HTMLElement,
  { bursts, windowStartMs, label, kind, groups, heightPixels }: Required<TopicChartProps>,
): uPlot.Options {
  const { token, axis } = chartStyle(element);
  const from = (groups[0]?.fromMs ?? 0) / 1_000;
  const to = (groups.at(-1)?.toMs ?? 0) / 1_000;
  const bars = uPlot.paths.bars?.({ size: [0.8, 24] });
  const drawn = kind === 'bars' && bars !== undefined ? { paths: bars } : {};
  return {
    width: Math.max(160, element.clientWidth),
    height: heightPixels,
    legend: { show: false },
    cursor: { show: false },
    // The last date stands half beyond its place.
    padding: [8, 28, 0, 0],
    scales: {
      x: { range: () => [from, to] },
      y: { range: (_chart, least, most) => [Math.min(0, least), Math.max(1, most * 1.1)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 24, space: 80, values: daysOf },
      {
        ...axis,
        ...(kind === 'bars' && { incrs: wholeSteps }),
        size: 48,
        space: 36,
        values: (_chart, splits) => splits.map(formatCount),
      },
    ],
    series: [
      {},
      {
        label,
        stroke: token(kind === 'bars' ? '--ink-3' : '--accent'),
        fill: token(kind === 'bars' ? '--ink-3' : '--accent-soft'),
        width: kind === 'bars' ? 0 : 1.5,
        points: { show: false },
        ...drawn,
      },
    ],
    hooks: {
      drawClear: [
        (chart) => {
          fillSpan(chart, { from: windowStartMs, to: to * 1_000 }, token('--hover'));
          for (const { sinceMs, untilMs } of bursts) {
            fillSpan(chart, { from: sinceMs, to: untilMs }, token('--mark'));
          }
        },
      ],
    },
  };
}

/** Before the first snapshot nothing is known, which is not the same as nothing gained. */
function withoutLead(counts: readonly number[]): (number | null)[] {
  const first = counts.findIndex((count) => count !== 0);
  return counts.map((count, at) => (at < first ? null : count));
}

function fillSpan(
  { ctx, bbox, valToPos }: uPlot,
  { from, to }: { from: number; to: number },
  colour: string,
): void {
  const left = Math.max(bbox.left, valToPos(from / 1_000, 'x', true));
  const right = Math.min(bbox.left + bbox.width, valToPos(to / 1_000, 'x', true));
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}

/** Half a video is not published. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

const secondsOfDay = 86_400;
const dayOfMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric' });

function daysOf(
  _chart: uPlot,
  splits: number[],
  _axis: number,
  _space: number,
  stepSeconds: number,
): string[] {
  const format = stepSeconds < 28 * secondsOfDay ? dayOfMonth : month;
  return splits.map((seconds) => format.format(seconds * 1000));
}
