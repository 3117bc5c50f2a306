import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ExperimentPoint } from '../../../../../contract/index.ts';
import { chartStyle } from '../../../../ui/chart/chartStyle.ts';
import { useRedrawn } from '../../../../ui/chart/useRedrawn.ts';
import { formatTick } from '../../formatExperiment.ts';
import { timelineRange } from '../intervals/liftRange.ts';
import { timelineRows } from './timelineRows.ts';

const heightPixels = 240;

/** The lift of a variant over time in its always-valid band. Drawn anew when the width or theme changes. */
export default function TimelineChart({
  points,
  variantId,
  minimum,
}: {
  points: readonly ExperimentPoint[];
  variantId: string;
  minimum: number;
}): React.JSX.Element {
  const draw = useCallback(
    (element: HTMLElement) => {
      const chart = new uPlot(
        optionsOf(element, { points, variantId, minimum }),
        dataOf(points, variantId),
        element,
      );
      return () => chart.destroy();
    },
    [points, variantId, minimum],
  );
  const container = useRedrawn<HTMLDivElement>(draw);
  return <div ref={container} aria-hidden="true" style={{ height: heightPixels }} />;
}

function dataOf(points: readonly ExperimentPoint[], variantId: string): uPlot.AlignedData {
  const rows = timelineRows(points, variantId);
  return [
    rows.map(({ atMs }) => atMs / 1_000),
    rows.map(({ sequentialInterval }) => sequentialInterval?.[1] ?? null),
    rows.map(({ sequentialInterval }) => sequentialInterval?.[0] ?? null),
    rows.map(({ interval }) => interval?.[1] ?? null),
    rows.map(({ interval }) => interval?.[0] ?? null),
    rows.map(({ lift }) => lift ?? null),
  ];
}

function optionsOf(
  element: HTMLElement,
  {
    points,
    variantId,
    minimum,
  }: { points: readonly ExperimentPoint[]; variantId: string; minimum: number },
): uPlot.Options {
  const { token, axis } = chartStyle(element);
  const { low, high } = timelineRange(points, variantId, minimum);
  const quiet = { points: { show: false } };
  const edge = { ...quiet, stroke: token('--accent'), width: 1 };
  const dashed = { ...edge, stroke: token('--ink-3'), dash: [4, 4] };
  return {
    width: Math.max(160, element.clientWidth),
    height: heightPixels,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: { y: { range: [low, high] } },
    axes: [
      { ...axis, grid: { show: false }, size: 24, space: 80, values: timesOf },
      {
        ...axis,
        size: 56,
        space: 36,
        values: (_chart, splits) => splits.map(formatTick),
      },
    ],
    series: [
      {},
      edge,
      edge,
      dashed,
      dashed,
      // One estimate alone is a point.
      { stroke: token('--accent'), width: 2.5, points: { show: points.length < 4 } },
    ],
    bands: [{ series: [1, 2], fill: token('--accent-soft') }],
    hooks: {
      draw: [
        (chart) => {
          drawLine(chart, 0, { colour: token('--ink-3'), dash: [] });
          drawLine(chart, minimum, { colour: token('--good'), dash: [4, 3] });
        },
      ],
    },
  };
}

function drawLine(
  { ctx, bbox, valToPos }: uPlot,
  at: number,
  { colour, dash }: { colour: string; dash: number[] },
): void {
  const y = Math.round(valToPos(at, 'y', true)) + 0.5;
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

const secondsOfDay = 86_400;
const dayOfMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const timeOfDay = new Intl.DateTimeFormat('en', {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false },
});

function timesOf(
  _chart: uPlot,
  splits: number[],
  _axis: number,
  _space: number,
  stepSeconds: number,
): string[] {
  const format = stepSeconds < secondsOfDay ? timeOfDay : dayOfMonth;
  return splits.map((seconds) => format.format(seconds * 1_000));
}
