import { Pin } from 'lucide-react';
import { Link } from 'wouter';
import type { TopicTrend, TopicVelocity, TrendList } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/formats/format.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Sparkline } from '../chart/Sparkline.tsx';
import { StageBadge } from './StageBadge.tsx';

/** The cells of a topic in the table. */
export function TopicRow({
  topic,
  list,
  href,
}: {
  topic: TopicTrend;
  list: Pick<TrendList, 'bins' | 'windowStartMs'>;
  href: string;
}): React.JSX.Element {
  const { label, words, theme, isPinned, stage, burst, bursts, posts, velocity } = topic;
  const others = words.filter((word) => !label.includes(word)).slice(0, 6);
  return (
    <>
      <td className="min-w-0">
        <span className="flex min-w-0 items-center gap-1.5">
          <Link
            href={href}
            tabIndex={-1}
            dir="auto"
            className="truncate font-medium text-ink hover:underline"
          >
            {label}
          </Link>
          {isPinned && (
            <Pin
              size={12}
              className="shrink-0 text-ink-3"
              aria-label={trendsMessages.table.pinned}
            />
          )}
        </span>
        <span dir="auto" className="block truncate text-small text-ink-3">
          {theme !== undefined && <span className="text-ink-2">{theme.label}</span>}
          {theme !== undefined && others.length > 0 && ' · '}
          {others.join(', ')}
        </span>
      </td>
      <td className="flex min-w-0 flex-col items-start gap-0.5">
        <StageBadge stage={stage} />
        {burst !== undefined && (
          <span className="truncate text-caption text-ink-3">
            {trendsMessages.table.since(formatDay(burst.sinceMs))}
          </span>
        )}
      </td>
      <td>
        <Sparkline
          posts={posts}
          bins={list.bins}
          bursts={bursts}
          windowStartMs={list.windowStartMs}
        />
      </td>
      <VelocityCell velocity={velocity} />
      {[topic.newVideos, topic.videos, topic.channels].map((count, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells never change places
        <td key={at} className="text-right text-ink-2">
          {count.toLocaleString('en')}
        </td>
      ))}
    </>
  );
}

function VelocityCell({ velocity }: { velocity: TopicVelocity | undefined }): React.JSX.Element {
  if (velocity === undefined) {
    return (
      <td className="text-right text-ink-3">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{trendsMessages.table.unknown}</span>
      </td>
    );
  }
  const { value, low, high } = velocity;
  return (
    <td className="text-right">
      <span className={`block ${value < 0 ? 'text-bad' : 'text-ink'}`}>
        {trendsMessages.table.perHour(signed(value))}
      </span>
      {low < high && (
        <span className="block text-caption text-ink-3">
          {trendsMessages.table.interval(signed(low), signed(high))}
        </span>
      )}
    </td>
  );
}

/** With its sign, because views may fall; tenths below ten. */
export function signed(value: number): string {
  const size = Math.abs(value);
  const text = size < 10 ? size.toFixed(1) : formatCount(Math.round(size));
  return `${value < 0 ? '−' : '+'}${text}`;
}
