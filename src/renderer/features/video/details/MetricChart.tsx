import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '../../../client/formats/format.ts';
import { chartStyle } from '../../../ui/chart/chartStyle.ts';
import { useRedrawn } from '../../../ui/chart/useRedrawn.ts';
import type { MetricPoint } from './metricPoints.ts';

const heightPixels = 144;

interface MetricChartProps {
  /** Oldest first; at least two. */
  points: readonly MetricPoint[];
  label: string;
}

/** One count over time. Drawn anew when the width or the theme changes. */
export default function MetricChart({ points, label }: MetricChartProps): React.JSX.Element {
  const draw = useCallback(
    (element: HTMLElement) => {
      const times = points.map(({ atMs }) => atMs / 1000);
      const counts = points.map(({ count }) => count);
      const chart = new uPlot(optionsOf(element, label), [times, counts], element);
      return () => chart.destroy();
    },
    [points, label],
  );
  const container = useRedrawn<HTMLDivElement>(draw);
  return (
    <div ref={container} aria-hidden="true" className="mt-2" style={{ height: heightPixels }} />
  );
}

function optionsOf(element: HTMLElement, label: string): uPlot.Options {
  const { token, axis } = chartStyle(element);
  return {
    width: Math.max(120, element.clientWidth),
    height: heightPixels,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    // The last date stands half beyond its place.
    padding: [8, 28, 0, 0],
    scales: { y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.08)] } },
    axes: [
      { ...axis, size: 24, space: 64, values: timesOf },
      { ...axis, size: 46, space: 32, values: (_chart, splits) => splits.map(formatCount) },
    ],
    series: [
      {},
      {
        label,
        stroke: token('--accent'),
        fill: token('--accent-soft'),
        width: 1.5,
        points: { show: true, size: 5, fill: token('--accent') },
      },
    ],
  };
}

const secondsOfDay = 86_400;
const timeOfDay = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const dayOfMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric' });

/** One line under the axis, as exact as the marks are apart. Times are in seconds. */
function timesOf(
  _chart: uPlot,
  splits: number[],
  _axis: number,
  _space: number,
  stepSeconds: number,
): string[] {
  const format =
    stepSeconds < secondsOfDay ? timeOfDay : stepSeconds < 28 * secondsOfDay ? dayOfMonth : month;
  return splits.map((seconds) => format.format(seconds * 1000));
}
