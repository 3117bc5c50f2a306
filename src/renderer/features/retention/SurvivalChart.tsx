import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { chartStyle } from '../../ui/chart/chartStyle.ts';
import { useRedrawn } from '../../ui/chart/useRedrawn.ts';
import { curveStyles } from './curveStyles.ts';
import { curvesOf, type Group } from './curvesOf.ts';

const heightPixels = 320;

/** Steps of survival with their bands. Drawn anew when the width or the theme changes. */
export default function SurvivalChart({
  groups,
  unit,
}: {
  groups: readonly Group[];
  unit: string;
}): React.JSX.Element {
  const draw = useCallback(
    (element: HTMLElement) => {
      const { times, curves } = curvesOf(groups);
      const chart = new uPlot(
        optionsOf(element, groups.length, unit),
        [times, ...curves.flatMap(({ survival, low, high }) => [high, low, survival])],
        element,
      );
      return () => chart.destroy();
    },
    [groups, unit],
  );
  const container = useRedrawn<HTMLDivElement>(draw);
  return <div ref={container} aria-hidden="true" style={{ height: heightPixels }} />;
}

function optionsOf(element: HTMLElement, count: number, unit: string): uPlot.Options {
  const { token, axis } = chartStyle(element);
  // A step keeps its value until its next time.
  const steps = uPlot.paths.stepped?.({ align: 1 });
  const paths = steps === undefined ? {} : { paths: steps };
  const indexes = Array.from({ length: count }, (_, at) => at);
  const edge = { width: 0, points: { show: false }, ...paths };
  return {
    width: Math.max(160, element.clientWidth),
    height: heightPixels,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false }, y: { range: [0, 1.02] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 40,
        space: 60,
        label: unit,
        labelSize: 16,
        labelFont: axis.font,
      },
      {
        ...axis,
        size: 48,
        space: 36,
        values: (_chart, splits) => splits.map((share) => `${Math.round(share * 100)} %`),
      },
    ],
    series: [
      {},
      ...indexes.flatMap((at) => {
        const { token: name, dash } = curveStyles[at % curveStyles.length] ?? {
          ...{ token: '--ink', dash: [] },
        };
        return [
          edge,
          edge,
          { stroke: token(name), width: 2, dash, points: { show: false }, ...paths },
        ];
      }),
    ],
    bands: indexes.map((at) => ({
      series: [1 + at * 3, 2 + at * 3] as [number, number],
      fill: shadeOf(token(curveStyles[at % curveStyles.length]?.token ?? '--ink')),
    })),
  };
}

function shadeOf(colour: string): string {
  return `color-mix(in oklch, ${colour} 16%, transparent)`;
}
