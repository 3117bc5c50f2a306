import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { resultLabels } from '../../library/work/workLabels.ts';
import { Part } from './Part.tsx';

/** What the team's servers made of the video, each with its batch; nothing when there is none. */
export function WorksOfVideo({ videoId }: { videoId: VideoId }): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.work.ofVideo.queryOptions({ input: { videoId } }));
  if (data === undefined || data.works.length === 0) return null;
  return (
    <Part title={videoMessages.worksOfVideo.title}>
      <ul className="flex flex-col gap-1 text-small">
        {data.works.map(({ batchId, kind, model, appliedAtMs, name }) => (
          <li key={batchId} className="flex min-w-0 items-baseline gap-2">
            <Link
              href={`/team/batch/${batchId}`}
              title={name}
              className="min-w-0 truncate text-accent-ink hover:underline"
            >
              {resultLabels[kind]}
              {model !== undefined && (
                <>
                  {videoMessages.worksOfVideo.by}
                  <bdi>{model}</bdi>
                </>
              )}
            </Link>
            <span className="shrink-0 text-ink-3">{formatDay(appliedAtMs)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
