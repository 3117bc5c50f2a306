import { CircleAlert } from 'lucide-react';
import type { JobDto, VideoId } from '../../../../contract/index.ts';
import { useJobOfVideo } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Badge, type BadgeTone } from '../../../ui/Badge.tsx';

/** Why a video is not complete yet: its ingest goes on, waits, or failed. */
export function IngestBadge({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const job = useJobOfVideo(videoId);
  const { tone, words } = stateOf(job);
  return (
    <Badge tone={tone} icon={tone === 'bad' ? <CircleAlert size={11} /> : undefined}>
      {words}
    </Badge>
  );
}

function stateOf(job: JobDto | undefined): { tone: BadgeTone; words: string } {
  if (job === undefined) return { tone: 'caution', words: libraryMessages.ingestBadge.incomplete };
  switch (job.state) {
    case 'running':
      return {
        tone: 'accent',
        words: libraryMessages.ingestBadge.ingesting(Math.floor(job.fraction * 100)),
      };
    case 'waiting':
      return { tone: 'neutral', words: commonMessages.waiting };
    case 'paused':
      return { tone: 'neutral', words: commonMessages.paused };
    case 'failed':
      return { tone: 'bad', words: commonMessages.failed };
    case 'done':
    case 'cancelled':
      return { tone: 'caution', words: libraryMessages.ingestBadge.incomplete };
    default:
      return job.state satisfies never;
  }
}
