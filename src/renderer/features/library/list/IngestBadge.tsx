import { CircleAlert } from 'lucide-react';
import type { JobDto, VideoId } from '../../../../contract/index.ts';
import { useJobOfVideo } from '../../../client/jobs.ts';
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
  if (job === undefined) return { tone: 'caution', words: 'Incomplete' };
  switch (job.state) {
    case 'running':
      return { tone: 'accent', words: `Being taken in ${Math.floor(job.fraction * 100)}%` };
    case 'waiting':
      return { tone: 'neutral', words: 'Waiting' };
    case 'paused':
      return { tone: 'neutral', words: 'Paused' };
    case 'failed':
      return { tone: 'bad', words: 'Failed' };
    case 'done':
    case 'cancelled':
      return { tone: 'caution', words: 'Incomplete' };
    default:
      return job.state satisfies never;
  }
}
