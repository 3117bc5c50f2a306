import { Link } from 'wouter';
import type { VideoSummary } from '../../../../contract/index.ts';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { OutlierBadge } from '../../measures/OutlierBadge.tsx';
import { VelocityText } from '../../measures/VelocityText.tsx';
import { ReviewMark } from '../../review/ReviewMark.tsx';
import { IngestBadge } from './IngestBadge.tsx';
import { Poster } from './Poster.tsx';
import { RepostMark } from './RepostMark.tsx';
import { factColumns } from './tableColumns.ts';
import { VideoMark } from './VideoMark.tsx';

/** The cells of a video in the table. */
export function VideoRow({
  video,
  selected,
  onMark,
}: {
  video: VideoSummary;
  selected: boolean;
  onMark(range: boolean): void;
}): React.JSX.Element {
  return (
    <>
      <td className="flex">
        <VideoMark title={video.title} checked={selected} onMark={onMark} plain />
      </td>
      <td className="relative h-11 overflow-hidden rounded-[3px] bg-stage">
        <Poster video={video} />
      </td>
      <td className="flex min-w-0 items-center gap-2">
        <Link
          href={`/video/${video.id}`}
          tabIndex={-1}
          draggable={false}
          dir="auto"
          className="truncate font-medium text-ink hover:underline"
        >
          {video.title}
        </Link>
        {video.reposts !== undefined && (
          <span className="shrink-0 text-small text-ink-3">
            <RepostMark reposts={video.reposts} />
          </span>
        )}
        {video.review !== undefined && (
          <span className="min-w-0 shrink-0 text-small text-ink-3">
            <ReviewMark review={video.review} withTags />
          </span>
        )}
        {!video.complete && <IngestBadge videoId={video.id} />}
      </td>
      {factColumns.map(({ name, numeric, textOf, shows }) => (
        <td
          key={name}
          dir="auto"
          className={`truncate text-small text-ink-2 ${numeric ? 'text-right' : ''}`}
        >
          {measureOf(video, shows) ?? textOf(video) ?? <span className="text-ink-3">–</span>}
        </td>
      ))}
    </>
  );
}

function measureOf(
  { outlier, velocity }: VideoSummary,
  shows: 'outlier' | 'velocity' | undefined,
): React.JSX.Element | undefined {
  if (shows === 'outlier' && outlier !== undefined) return <OutlierBadge outlier={outlier} />;
  if (shows === 'velocity' && velocity !== undefined) return <VelocityText velocity={velocity} />;
  return undefined;
}

/** Holds the place of a row. */
export function RowSkeleton(): React.JSX.Element {
  return (
    <>
      <td />
      <td>
        <Skeleton className="h-11" />
      </td>
      <td>
        <Skeleton className="h-3.5 w-3/4" />
      </td>
      {factColumns.map(({ name, numeric }) => (
        <td key={name}>
          <Skeleton className={`h-3 w-2/3 ${numeric ? 'ml-auto' : ''}`} />
        </td>
      ))}
    </>
  );
}
