import { useRef } from 'react';
import { useLocation } from 'wouter';
import type { ChannelMeasures, OutlierScore, VideoId } from '../../../contract/index.ts';
import { formatDay } from '../../client/formats/format.ts';
import { channelMessages } from '../../messages/library/channel.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { SaveChart } from '../../ui/chart/SaveChart.tsx';
import { useElementSize } from '../library/list/useElementSize.ts';
import { formatMeasure } from '../measures/formatMeasure.ts';
import { standsOut } from '../measures/standsOut.ts';

const texts = channelMessages.chart;
const height = 220;
const margin = { left: 44, right: 12, top: 10, bottom: 24 };
const marks = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 1_000];

interface Dot {
  videoId: VideoId;
  title: string;
  publishedAtMs: number;
  outlier: OutlierScore;
}

/** Scores over publication dates on a logarithmic scale; the list below has the same as a table. */
export function ScoreChart({ channel }: { channel: ChannelMeasures }): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const dots = channel.list.flatMap(({ outlier, publishedAtMs, videoId, title }): Dot[] =>
    outlier === undefined || publishedAtMs === undefined
      ? []
      : [{ outlier, publishedAtMs, videoId, title }],
  );
  return (
    <section aria-label={texts.title}>
      <div className="mb-1 flex min-h-6 items-center justify-between gap-2">
        <h2 className="text-small font-semibold text-ink-2">{texts.title}</h2>
        {dots.length > 0 && (
          <SaveChart
            name={`${channel.name}: ${texts.title}`}
            chart={box}
            table={() => ({
              heads: texts.columns,
              rows: dots.map(({ title, publishedAtMs, outlier }) => [
                ...[title, new Date(publishedAtMs)],
                ...[outlier.score, outlier.low, outlier.high, outlier.n, outlier.definition],
              ]),
            })}
          />
        )}
      </div>
      <p className="mb-2 text-small text-ink-3">
        {dots.length === 0 ? texts.none : texts.explanation(dots.length)}
      </p>
      {dots.length > 0 && (
        <div ref={box} style={{ height }}>
          {width > 0 && <Dots dots={dots} width={width} />}
        </div>
      )}
    </section>
  );
}

function Dots({ dots, width }: { dots: readonly Dot[]; width: number }): React.JSX.Element {
  const [, navigate] = useLocation();
  const days = dots.map(({ publishedAtMs }) => publishedAtMs);
  const [firstMs, lastMs] = [Math.min(...days), Math.max(...days)];
  const logs = dots.map(({ outlier }) => Math.log(Math.max(0.05, outlier.score)));
  const [least, most] = [Math.min(Math.log(0.5), ...logs), Math.max(Math.log(2), ...logs)];
  const x = (atMs: number): number => {
    const share = lastMs === firstMs ? 0.5 : (atMs - firstMs) / (lastMs - firstMs);
    return margin.left + 6 + share * (width - margin.left - margin.right - 12);
  };
  const y = (score: number): number => {
    const share = (Math.log(Math.max(0.05, score)) - least) / (most - least);
    return height - margin.bottom - 6 - share * (height - margin.top - margin.bottom - 12);
  };
  const shown = marks.filter((mark) => Math.log(mark) >= least && Math.log(mark) <= most);
  return (
    <svg width={width} height={height} aria-hidden="true" className="block">
      {shown.map((mark) => (
        <g key={mark}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y(mark)}
            y2={y(mark)}
            className={mark === 1 ? 'stroke-line-strong' : 'stroke-line'}
            strokeDasharray={mark === 1 ? undefined : '2 4'}
          />
          <text
            x={margin.left - 8}
            y={y(mark) + 4}
            textAnchor="end"
            className="fill-ink-3 text-caption tabular-nums"
          >
            {measuresMessages.times(`${mark}`)}
          </text>
        </g>
      ))}
      {[firstMs, lastMs].slice(0, lastMs === firstMs ? 1 : 2).map((atMs, index) => (
        <text
          key={atMs}
          x={index === 0 ? margin.left : width - margin.right}
          y={height - 6}
          textAnchor={index === 0 ? 'start' : 'end'}
          className="fill-ink-3 text-caption"
        >
          {formatDay(atMs)}
        </text>
      ))}
      {dots.map(({ videoId, title, publishedAtMs, outlier }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list below has the same links
        <circle
          key={videoId}
          cx={x(publishedAtMs)}
          cy={y(outlier.score)}
          r={4}
          onClick={() => navigate(`/video/${encodeURIComponent(videoId)}`)}
          className={`cursor-pointer stroke-accent hover:stroke-ink ${standsOut(outlier) ? 'fill-accent' : 'fill-canvas'}`}
          strokeWidth={1.5}
        >
          <title>
            {texts.dot(
              title,
              measuresMessages.times(formatMeasure(outlier.score)),
              formatDay(publishedAtMs),
            )}
          </title>
        </circle>
      ))}
    </svg>
  );
}
