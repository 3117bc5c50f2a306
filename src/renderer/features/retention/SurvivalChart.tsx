import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
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
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current: element } = container;
    if (element === null) return;
    let chart: uPlot | undefined;
    const { times, curves } = curvesOf(groups);
    const data: uPlot.AlignedData = [
      times,
      ...curves.flatMap(({ survival, low, high }) => [high, low, survival]),
    ];
    const draw = (): void => {
      chart?.destroy();
      chart = new uPlot(optionsOf(element, groups.length, unit), data, element);
    };
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sizes.disconnect();
      theme.disconnect();
      chart?.destroy();
    };
  }, [groups, unit]);
  return <div ref={container} aria-hidden="true" style={{ height: heightPixels }} />;
}

function optionsOf(element: HTMLElement, count: number, unit: string): uPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token('--ink-3'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
  };
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
