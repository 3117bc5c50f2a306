import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import type { VideoDetail } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../client/formats/format.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Skeleton } from '../../ui/StateViews.tsx';
import { VideoActions } from './VideoActions.tsx';

/** Title, where it is from, and what can be done with it. */
export function VideoHeader({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-3">
      <Link
        href="/library"
        aria-label={videoMessages.videoHeader.back}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={16} />
      </Link>
      {video === undefined ? (
        <>
          <h1 className="sr-only">{videoMessages.videoScreen.video}</h1>
          <Skeleton className="h-5 w-72" />
          <Skeleton className="h-4 w-40" />
        </>
      ) : (
        <>
          <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={video.title}>
            {video.title}
          </h1>
          <Origin video={video} />
          <div className="flex-1" />
          <VideoActions video={video} />
        </>
      )}
    </header>
  );
}

/** Channel, platform, day and views, those that are known; the title has the rest of the line. */
function Origin({ video }: { video: VideoDetail }): React.JSX.Element {
  const { channel, channelId, platform, publishedAtMs, views } = video;
  return (
    <p className="flex max-w-[40%] shrink-0 items-center gap-2 overflow-hidden whitespace-nowrap text-small text-ink-3">
      {channel !== undefined &&
        (channelId === undefined ? (
          <bdi className="min-w-0 truncate text-ink-2">{channel}</bdi>
        ) : (
          <Link
            href={`/channels/${encodeURIComponent(channelId)}`}
            dir="auto"
            className="min-w-0 truncate text-ink-2 hover:text-ink hover:underline"
          >
            {channel}
          </Link>
        ))}
      {platform !== undefined && (
        <Badge>
          <bdi className="max-w-32 truncate">{platform}</bdi>
        </Badge>
      )}
      {publishedAtMs !== undefined && <span>{formatDay(publishedAtMs)}</span>}
      {views !== undefined && <span>{videoMessages.videoHeader.views(formatCount(views))}</span>}
    </p>
  );
}
