import { useQuery } from '@tanstack/react-query';
import { AudioLines } from 'lucide-react';
import { Link } from 'wouter';
import type { VideoId, VideoSummary } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { Part } from './Part.tsx';

const shown = 6;
const grid = 'grid grid-cols-3 gap-2';

/** Videos that say and show similar things, nearest first. */
export function SimilarVideos({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.videos.similar.queryOptions({ input: { videoId, limit: shown } }),
  );
  return (
    <Part title={videoMessages.similarVideos.title}>
      {error !== null && data === undefined && <ErrorLine error={error} />}
      {error === null && data === undefined && (
        <div aria-busy="true" className={grid}>
          {[1, 2, 3].map((place) => (
            <Skeleton key={place} className="mb-[52px] aspect-[4/5]" />
          ))}
        </div>
      )}
      {data?.videos.length === 0 && (
        <p className="text-ink-3">{videoMessages.similarVideos.none}</p>
      )}
      <ul className={`${grid} empty:hidden`}>
        {data?.videos.map(({ video, likeness }) => (
          <li key={video.id} className="min-w-0">
            <SimilarVideo video={video} likeness={likeness} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function SimilarVideo({
  video,
  likeness,
}: {
  video: VideoSummary;
  /** 0 to 1. */
  likeness: number;
}): React.JSX.Element {
  return (
    <Link
      href={`/video/${encodeURIComponent(video.id)}`}
      className="block rounded-control hover:bg-hover"
      title={video.title}
    >
      <span className="flex aspect-[4/5] items-center justify-center overflow-hidden rounded-[4px] bg-stage text-on-stage/50">
        {video.hasPoster ? (
          <img
            src={mediaUrl(video.id, 'poster')}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
            // Hooks are written at the top.
            className="size-full object-cover object-top"
          />
        ) : (
          <AudioLines size={20} aria-hidden="true" />
        )}
      </span>
      <span dir="auto" className="mt-1 line-clamp-2 text-small text-ink [overflow-wrap:anywhere]">
        {video.title}
      </span>
      <span className="text-caption text-ink-3">
        {videoMessages.similarVideos.similarity(Math.round(likeness * 100))}
      </span>
    </Link>
  );
}
