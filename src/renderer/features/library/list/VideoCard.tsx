import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { VideoSummary } from '../../../../contract/index.ts';
import { formatClock, formatCount, formatDay } from '../../../client/formats/format.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { OutlierBadge } from '../../measures/OutlierBadge.tsx';
import { VelocityText } from '../../measures/VelocityText.tsx';
import { ReviewMark } from '../../review/ReviewMark.tsx';
import { useLibraryView } from '../libraryView.ts';
import { IngestBadge } from './IngestBadge.tsx';
import { Poster } from './Poster.tsx';
import { RepostMark } from './RepostMark.tsx';
import { SpriteScrub } from './SpriteScrub.tsx';
import { VideoMark } from './VideoMark.tsx';

/** Height of what stands under a poster. */
export const cardTextHeight = 82;
/** How long the pointer rests before the video's pictures are asked for. */
const restMs = 120;

/** A video in the grid. */
export function VideoCard({
  video,
  onMark,
}: {
  video: VideoSummary;
  onMark(range: boolean): void;
}): React.JSX.Element {
  const selected = useLibraryView((view) => view.selected.has(video.id));
  const someSelected = useLibraryView((view) => view.selected.size > 0);
  const [hovered, setHovered] = useState(false);
  const resting = useRef<number>(undefined);
  const leave = (): void => {
    window.clearTimeout(resting.current);
    setHovered(false);
  };
  const { views, velocity, publishedAtMs, outlier } = video;

  return (
    <div className="group relative flex h-full flex-col">
      <Link
        href={`/video/${video.id}`}
        tabIndex={-1}
        draggable={false}
        className="flex min-h-0 flex-1 flex-col"
      >
        <span
          className={`relative block min-h-0 flex-1 overflow-hidden rounded-panel ${selected ? 'outline-2 outline-offset-2 outline-accent' : ''}`}
          onPointerEnter={({ pointerType }) => {
            if (pointerType !== 'mouse' || !video.hasPoster) return;
            resting.current = window.setTimeout(() => setHovered(true), restMs);
          }}
          onPointerLeave={leave}
        >
          <Poster video={video} />
          {hovered && <SpriteScrub video={video} />}
          {!video.complete && (
            <span className="absolute bottom-1.5 left-1.5">
              <IngestBadge videoId={video.id} />
            </span>
          )}
          {!video.hasFile && (
            <CardMark side="left-1.5">{libraryMessages.videoCard.noFile}</CardMark>
          )}
          {video.complete && video.hasFile && video.review !== undefined && (
            <CardMark side="left-1.5">
              <ReviewMark review={video.review} />
            </CardMark>
          )}
          {(video.durationMs > 0 || video.reposts !== undefined) && (
            <CardMark side="right-1.5">
              {video.reposts !== undefined && <RepostMark reposts={video.reposts} />}
              {video.durationMs > 0 && formatClock(video.durationMs)}
            </CardMark>
          )}
        </span>
        <span
          dir="auto"
          className="mt-2 line-clamp-2 h-10 shrink-0 font-medium text-ink [overflow-wrap:anywhere]"
        >
          {video.title}
        </span>
      </Link>
      <p className="flex h-4 shrink-0 gap-2 text-small text-ink-2">
        <bdi className="min-w-0 flex-1 truncate">{video.channel}</bdi>
        {publishedAtMs !== undefined && (
          <span className="shrink-0 text-ink-3">{formatDay(publishedAtMs)}</span>
        )}
      </p>
      <p className="flex h-4 shrink-0 justify-between gap-2 text-small text-ink-3">
        <span className="truncate">
          {views !== undefined && libraryMessages.videoCard.views(formatCount(views))}
        </span>
        {velocity !== undefined && <VelocityText velocity={velocity} />}
      </p>
      {outlier !== undefined && (
        <span className="absolute top-1.5 right-1.5">
          <OutlierBadge outlier={outlier} onPicture />
        </span>
      )}
      <VideoMark
        title={video.title}
        checked={selected}
        onMark={onMark}
        className={`top-1.5 left-1.5 ${selected || someSelected ? '' : 'opacity-0 group-hover:opacity-100'}`}
      />
    </div>
  );
}

function CardMark({ side, children }: { side: string; children: ReactNode }): React.JSX.Element {
  return (
    <span
      className={`absolute bottom-1.5 ${side} flex items-center gap-1 rounded-[4px] bg-stage/80 px-1 text-caption text-on-stage`}
    >
      {children}
    </span>
  );
}

/** Holds the place of a card. */
export function CardSkeleton(): React.JSX.Element {
  return (
    <div className="flex h-full flex-col">
      <Skeleton className="min-h-0 flex-1 rounded-panel" />
      <Skeleton className="mt-2.5 h-3.5 w-11/12" />
      <Skeleton className="mt-1.5 mb-[42px] h-3 w-1/2" />
    </div>
  );
}
