import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import type { EarlierTranscript, VideoDetail, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { HeardTranscript } from './editing/HeardTranscript.tsx';
import { useTranscriptEdits } from './editing/useTranscriptEdits.ts';
import { TranscriptText } from './TranscriptText.tsx';
import { transcriptMaker } from './transcriptMaker.ts';
import { useRestoreTranscript } from './useRestoreTranscript.ts';

/** The way to the transcripts that came before; nothing when there are none. */
export function EarlierTranscripts({ video }: { video: VideoDetail }): React.JSX.Element | null {
  const [open, setOpen] = useState(false);
  const { busy, restore } = useRestoreTranscript(video.id);
  const { earlierTranscripts, transcriptEdits } = video;
  const { revert } = useTranscriptEdits(video.id);
  if (earlierTranscripts.length === 0 && transcriptEdits === undefined) return null;
  return (
    <>
      <IconButton
        label={videoMessages.earlierTranscripts.open}
        icon={<History size={14} />}
        onClick={() => setOpen(true)}
      />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={videoMessages.earlierTranscripts.open}
        description={videoMessages.earlierTranscripts.explanation}
        width="medium"
      >
        <ul className="flex flex-col gap-4">
          {transcriptEdits !== undefined && (
            <li>
              <HeardTranscript
                videoId={video.id}
                onRevert={() => void revert().then(() => setOpen(false))}
              />
            </li>
          )}
          {earlierTranscripts.map((earlier) => (
            <li key={earlier.id}>
              <OneTranscript
                videoId={video.id}
                earlier={earlier}
                busy={busy}
                onRestore={() => void restore(earlier.id).then(() => setOpen(false))}
              />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

interface OneTranscriptProps {
  videoId: VideoId;
  earlier: EarlierTranscript;
  busy: boolean;
  onRestore(): void;
}

function OneTranscript({
  videoId,
  earlier: { id, source, model, replacedAtMs, segments, opening },
  busy,
  onRestore,
}: OneTranscriptProps): React.JSX.Element {
  const [whole, setWhole] = useState(false);
  const sentences = videoMessages.earlierTranscripts.sentences(segments);
  return (
    <article className="flex flex-col gap-1.5">
      <div className="flex min-w-0 items-center gap-2">
        <h3 className="min-w-0 truncate font-medium text-ink">
          <bdi>{transcriptMaker(source, model)}</bdi>
        </h3>
        <span className="shrink-0 text-small text-ink-3">
          {videoMessages.earlierTranscripts.until(formatDayAndTime(replacedAtMs), sentences)}
        </span>
        <span className="ml-auto flex shrink-0 gap-2">
          <Button size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? videoMessages.earlierTranscripts.hide : videoMessages.earlierTranscripts.read}
          </Button>
          <Button size="small" disabled={busy} onClick={onRestore}>
            {videoMessages.earlierTranscripts.restore}
          </Button>
        </span>
      </div>
      {whole ? (
        <WholeText videoId={videoId} transcriptId={id} />
      ) : (
        <p dir="auto" className="truncate text-ink-2">
          {opening}
        </p>
      )}
    </article>
  );
}

function WholeText({
  videoId,
  transcriptId,
}: {
  videoId: VideoId;
  transcriptId: EarlierTranscript['id'];
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.transcripts.get.queryOptions({ input: { videoId, transcriptId } }),
  );
  return <TranscriptText data={data} error={error} />;
}
