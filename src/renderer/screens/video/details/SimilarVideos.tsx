import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { VideoId } from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { mediaUrl } from '../../../client/mediaUrl.ts';
import { ErrorLine, Skeleton } from '../../../primitives/StateViews.tsx';
import { Part } from './Part.tsx';

const shown = 6;

/** Videos that say and show similar things. */
export function SimilarVideos({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.videos.similar.queryOptions({ input: { videoId, limit: shown } }),
  );
  return (
    <Part title="Similar videos">
      {error !== null && <ErrorLine error={error} />}
      {error === null && data === undefined && <Skeleton className="h-28" />}
      {data?.videos.length === 0 && (
        <p className="text-ink-3">None yet: add more videos, or install an embedding model.</p>
      )}
      <ul className="grid grid-cols-3 gap-2">
        {data?.videos.map(({ video, likeness }) => (
          <li key={video.id} className="min-w-0">
            <Link
              href={`/video/${video.id}`}
              className="block rounded-control hover:bg-hover"
              title={video.title}
            >
              <span className="block aspect-[4/5] overflow-hidden rounded-[4px] bg-stage">
                {video.hasPoster && (
                  <img
                    src={mediaUrl(video.id, 'poster')}
                    alt=""
                    loading="lazy"
                    className="size-full object-cover"
                  />
                )}
              </span>
              <span dir="auto" className="mt-1 line-clamp-2 text-small text-ink">
                {video.title}
              </span>
              <span className="text-caption text-ink-3">{Math.round(likeness * 100)} % alike</span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
