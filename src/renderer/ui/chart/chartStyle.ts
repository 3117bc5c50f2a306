import type uPlot from 'uplot';

/** What charts have in common: the tokens as an element sees them now, and the look of an axis. */
export function chartStyle(element: HTMLElement): {
  /** Of `tokens.css`, such as `--accent`. */
  token(name: string): string;
  axis: Required<Pick<uPlot.Axis, 'stroke' | 'font' | 'grid' | 'ticks'>>;
} {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    token,
    axis: {
      stroke: token('--ink-3'),
      font: `11px ${style.fontFamily}`,
      grid: { stroke: token('--line'), width: 1 },
      ticks: { show: false },
    },
  };
}
