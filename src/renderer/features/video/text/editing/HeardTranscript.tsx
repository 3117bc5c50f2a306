import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VideoId } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { transcriptMessages } from '../../../../messages/video/transcripts.ts';
import { videoMessages } from '../../../../messages/video/video.ts';
import { Button } from '../../../../ui/Button.tsx';
import { TranscriptText } from '../TranscriptText.tsx';

/** What was heard before people edited it. */
export function HeardTranscript({
  videoId,
  onRevert,
}: {
  videoId: VideoId;
  onRevert(): void;
}): React.JSX.Element {
  const [whole, setWhole] = useState(false);
  return (
    <article className="flex flex-col gap-1.5">
      <div className="flex min-w-0 items-center gap-2">
        <h3 className="min-w-0 truncate font-medium text-ink">{transcriptMessages.heard.title}</h3>
        <span className="shrink-0 text-small text-ink-3">
          {transcriptMessages.heard.explanation}
        </span>
        <span className="ml-auto flex shrink-0 gap-2">
          <Button size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? videoMessages.earlierTranscripts.hide : videoMessages.earlierTranscripts.read}
          </Button>
          <Button size="small" onClick={onRevert}>
            {transcriptMessages.heard.revert}
          </Button>
        </span>
      </div>
      {whole && <HeardText videoId={videoId} />}
    </article>
  );
}

function HeardText({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.transcriptEdits.heard.queryOptions({ input: { videoId } }),
  );
  return <TranscriptText data={data} error={error} />;
}
