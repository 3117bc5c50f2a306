import { useCallback, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '../../../client/formats/format.ts';
import { chartStyle } from '../../../ui/chart/chartStyle.ts';
import { useRedrawn } from '../../../ui/chart/useRedrawn.ts';
import { type HistoryLine, historyMs } from '../engineHistory.ts';

const heightPixels = 112;
const historySeconds = historyMs / 1_000;

interface EngineChartProps {
  line: HistoryLine;
  label: string;
  /** The axis reaches at least this far, so that small changes stay small. */
  minTop: number;
}

/**
 * One value over the last five minutes. Drawn anew when the width or the theme changes; a new
 * second only moves the line.
 */
export default function EngineChart({ line, label, minTop }: EngineChartProps): React.JSX.Element {
  const chart = useRef<uPlot>(undefined);
  const newest = useRef(line);
  useEffect(() => {
    newest.current = line;
    chart.current?.setData(dataOf(line));
  }, [line]);
  const draw = useCallback(
    (element: HTMLElement) => {
      const options = optionsOf(element, { label, minTop });
      const drawn = new uPlot(options, dataOf(newest.current), element);
      chart.current = drawn;
      return () => {
        drawn.destroy();
        chart.current = undefined;
      };
    },
    [label, minTop],
  );
  const container = useRedrawn<HTMLDivElement>(draw);
  return <div ref={container} aria-hidden="true" style={{ height: heightPixels }} />;
}

function dataOf({ secondsAgo, values }: HistoryLine): uPlot.AlignedData {
  return [secondsAgo, values];
}

function optionsOf(
  element: HTMLElement,
  { label, minTop }: { label: string; minTop: number },
): uPlot.Options {
  const { token, axis } = chartStyle(element);
  return {
    width: Math.max(120, element.clientWidth),
    height: heightPixels,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false, range: () => [-historySeconds, 0] },
      y: { range: (_chart, _least, most) => [0, Math.max(minTop, most * 1.08)] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        splits: () => [-300, -240, -180, -120, -60, 0],
        values: (_chart, splits) => splits.map(agoLabel),
      },
      { ...axis, size: 36, space: 32, values: (_chart, splits) => splits.map(formatCount) },
    ],
    series: [
      {},
      {
        label,
        stroke: token('--accent'),
        fill: token('--accent-soft'),
        width: 1.5,
        points: { show: false },
      },
    ],
  };
}

function agoLabel(seconds: number): string {
  return seconds === 0 ? 'now' : `−${Math.round(-seconds / 60)} min`;
}
