import { Copy, Highlighter, Replace, Search } from 'lucide-react';
import type { SegmentDto, VideoDetail } from '../../../../contract/index.ts';
import { useShellView } from '../../../app/shellView.ts';
import { keyLabels } from '../../../client/playerKeys/keyNames.ts';
import { usePlayerKeyMap } from '../../../client/playerKeys/usePlayerKeyMap.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { transcriptMessages } from '../../../messages/video/transcripts.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { beginCoding } from '../../coding/beginCoding.ts';
import { copyText } from '../copyText.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { EarlierTranscripts } from './EarlierTranscripts.tsx';
import { transcriptMaker } from './transcriptMaker.ts';

interface TranscriptToolsProps {
  video: VideoDetail;
  query: string;
  onQuery(query: string): void;
  /** Segments that were found; undefined when nothing is looked for. */
  found: readonly SegmentDto[] | undefined;
}

/** Finding in the transcript, copying it, where it is from, and what it took the place of. */
export function TranscriptTools(props: TranscriptToolsProps): React.JSX.Element {
  const { video, query, onQuery, found } = props;
  const count = found?.length ?? 0;
  const playback = usePlayback();
  const [key] = usePlayerKeyMap().codeSpan;
  return (
    <div className="flex items-center gap-2 py-2 pr-3 pl-4">
      <TextField
        label={videoMessages.transcriptTools.find}
        hideLabel
        placeholder={videoMessages.transcriptTools.findShort}
        icon={<Search size={13} />}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.preventDefault();
          onQuery('');
        }}
        className="flex-1"
      />
      <span role="status" className="shrink-0 text-small text-ink-3 empty:hidden">
        {found !== undefined &&
          count > 0 &&
          videoMessages.transcriptTools.found(count, video.transcript.length)}
      </span>
      {found === undefined && video.transcriptSource !== undefined && (
        <Badge>
          <bdi className="max-w-36 truncate">
            {transcriptMaker(video.transcriptSource, video.transcriptModel)}
          </bdi>
          {video.transcriptEdits !== undefined && (
            <span className="text-accent-ink">{transcriptMessages.isEdited}</span>
          )}
        </Badge>
      )}
      <EarlierTranscripts video={video} />
      <IconButton
        label={codingMessages.codeSelection}
        {...(key !== undefined && { shortcut: keyLabels(key).join(' ') })}
        icon={<Highlighter size={14} />}
        // The focus would take the selection away.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => beginCoding(playback, video)}
      />
      <IconButton
        label={transcriptMessages.replaceAll.open}
        icon={<Replace size={14} />}
        onClick={() => useShellView.setState({ replaceDialog: true })}
      />
      <IconButton
        label={
          found === undefined
            ? videoMessages.transcriptTools.copy
            : videoMessages.transcriptTools.copyFound
        }
        icon={<Copy size={14} />}
        disabled={found !== undefined && count === 0}
        onClick={() => {
          const text = (found ?? video.transcript).map((segment) => segment.text).join('\n');
          copyText(
            text,
            found === undefined
              ? videoMessages.transcriptTools.transcript
              : videoMessages.transcriptTools.matches,
          );
        }}
      />
    </div>
  );
}
