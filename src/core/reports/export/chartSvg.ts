import type { ReportChart } from '../../../contract/index.ts';
import { escapedHtml, plainText } from '../../drafts/index.ts';
import { formatDay, formatNumber } from '../texts/formatNumber.ts';

const width = 640;
const maxBars = 42;
const maxNameCharacters = 34;

/** A chart as inline SVG, drawn by code; its colours are classes of the page's style. */
export function chartSvg(chart: ReportChart): string {
  return chart.kind === 'time' ? timeSvg(chart) : intervalsSvg(chart);
}

function timeSvg(chart: Extract<ReportChart, { kind: 'time' }>): string {
  const { startMs, binMs, windowStartMs, unit, shape } = chart;
  const size = Math.max(1, Math.ceil(chart.values.length / maxBars));
  const bars: number[] = [];
  for (let at = 0; at < chart.values.length; at += size) {
    bars.push(chart.values.slice(at, at + size).reduce((sum, each) => sum + each, 0));
  }
  const [top, bottom] = [16, 104];
  const most = Math.max(1, ...bars);
  const step = width / Math.max(1, bars.length);
  const y = (value: number): number => bottom - (Math.max(0, value) / most) * (bottom - top);
  const endMs = startMs + chart.values.length * binMs;
  const windowX = ((windowStartMs - startMs) / Math.max(1, endMs - startMs)) * width;
  const points = bars.map((value, at) => `${fixed((at + 0.5) * step)},${fixed(y(value))}`);
  const drawn =
    shape === 'bars'
      ? bars
          .map(
            (value, at) =>
              `<rect class="bar" x="${fixed(at * step + 1)}" y="${fixed(y(value))}" width="${fixed(Math.max(1, step - 2))}" height="${fixed(bottom - y(value))}"/>`,
          )
          .join('')
      : `<polygon class="area" points="${fixed(0.5 * step)},${bottom} ${points.join(' ')} ${fixed((bars.length - 0.5) * step)},${bottom}"/><polyline class="line" points="${points.join(' ')}"/>`;
  return svg(
    126,
    chart.name,
    `<rect class="window" x="${fixed(windowX)}" y="${top}" width="${fixed(width - windowX)}" height="${bottom - top}"/>${drawn}<line class="axis" x1="0" y1="${bottom}" x2="${width}" y2="${bottom}"/><text x="0" y="10">${escapedHtml(formatNumber(most, unit))}</text><text x="0" y="121">${formatDay(startMs)}</text><text x="${fixed(Math.min(width - 150, Math.max(90, windowX)))}" y="121">${formatDay(windowStartMs)}</text><text x="${width}" y="121" text-anchor="end">${formatDay(endMs)}</text>`,
  );
}

function intervalsSvg({ name, unit, points }: Extract<ReportChart, { kind: 'intervals' }>): string {
  const [left, right, row] = [214, width - 96, 22];
  const ends = points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const least = Math.min(0, ...ends);
  const span = Math.max(...ends, least) - least || 1;
  const x = (value: number): number => left + ((value - least) / span) * (right - left);
  const drawn = points.map(({ name: label, value, low = value, high = value }, at) => {
    const y = 14 + at * row;
    return `<text x="0" y="${y + 4}">${escapedHtml(plainText(label, maxNameCharacters))}</text><line class="span" x1="${fixed(x(low))}" y1="${y}" x2="${fixed(x(high))}" y2="${y}"/><circle class="dot" cx="${fixed(x(value))}" cy="${y}" r="4"/><text x="${width}" y="${y + 4}" text-anchor="end">${escapedHtml(formatNumber(value, unit))}</text>`;
  });
  const height = points.length * row + 10;
  const zero = fixed(x(0));
  return svg(
    height,
    name,
    `<line class="axis" x1="${zero}" y1="0" x2="${zero}" y2="${height}"/>${drawn.join('')}`,
  );
}

function svg(height: number, name: string, body: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapedHtml(name)}">${body}</svg>`;
}

function fixed(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toFixed(1))}` : '0';
}
