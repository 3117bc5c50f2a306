import { useQuery } from '@tanstack/react-query';
import { AudioLines } from 'lucide-react';
import { Link } from 'wouter';
import type { DuplicateVideo, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { formatClock, formatCount, formatDay } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { Part } from './Part.tsx';

const texts = videoMessages.reposts;

/** The group of copies that a video is in, the first published first; nothing when it has none. */
export function Reposts({ videoId }: { videoId: VideoId }): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data, error } = useQuery(procedures.duplicates.of.queryOptions({ input: { videoId } }));
  const group = data?.group;
  // Most videos have no copy: nothing holds its place, and nothing below it moves.
  if (group === undefined && error === null) return null;
  return (
    <Part title={texts.title}>
      {group === undefined && <ErrorLine error={error} />}
      {group !== undefined && (
        <>
          <p className="mb-1.5 text-small text-ink-3">
            {texts.summary(
              group.videos.length,
              group.by.map((sign) => texts.signs[sign]),
            )}
          </p>
          <ul>
            {group.videos.map((video) => (
              <li key={video.videoId}>
                <Repost
                  video={video}
                  isThis={video.videoId === videoId}
                  isFirst={video.videoId === group.original}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Repost({
  video,
  isThis,
  isFirst,
}: {
  video: DuplicateVideo;
  isThis: boolean;
  isFirst: boolean;
}): React.JSX.Element {
  const { title, channel, platform, publishedAtMs, durationMs, views, likeness } = video;
  const facts = [
    channel,
    platform,
    publishedAtMs === undefined ? texts.undated : formatDay(publishedAtMs),
    views === undefined ? undefined : texts.views(formatCount(views)),
    durationMs > 0 ? formatClock(durationMs) : undefined,
  ];
  return (
    <Link
      href={`/video/${encodeURIComponent(video.videoId)}`}
      aria-current={isThis ? 'page' : undefined}
      title={title}
      className={`flex items-center gap-2 rounded-control px-1 py-1 hover:bg-hover ${isThis ? 'bg-sunken' : ''}`}
    >
      <span className="flex h-11 w-8 shrink-0 items-center justify-center overflow-hidden rounded-[3px] bg-stage text-on-stage/50">
        {video.hasPoster ? (
          <img
            src={mediaUrl(video.videoId, 'poster')}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
            className="size-full object-cover object-top"
          />
        ) : (
          <AudioLines size={14} aria-hidden="true" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate text-small text-ink">
          {title}
        </span>
        <span className="block truncate text-caption text-ink-3">
          {facts.filter((fact) => fact !== undefined).join(' · ')}
        </span>
      </span>
      {isFirst && <Badge tone="accent">{texts.first}</Badge>}
      <span className="w-14 shrink-0 text-right text-caption text-ink-3">
        {isThis ? texts.thisOne : texts.likeness(Math.round(likeness * 100))}
      </span>
    </Link>
  );
}
