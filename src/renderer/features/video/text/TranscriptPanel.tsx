import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { transcriptMessages } from '../../../messages/video/transcripts.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { stripeLanes } from '../../coding/stripeLanes.ts';
import { useQuotesOf } from '../../coding/useCodings.ts';
import { lastBegun, spanAt } from '../playback/spanAt.ts';
import { attachWordSelection } from './attachWordSelection.ts';
import { LineEditor } from './editing/LineEditor.tsx';
import { TranscriptConflicts } from './editing/TranscriptConflicts.tsx';
import { linesWith, useEditedLine } from './editing/useEditedLine.ts';
import { FollowedList } from './followed/FollowedList.tsx';
import { markHeard } from './followed/markHeard.ts';
import { TranscriptSegment } from './TranscriptSegment.tsx';
import { TranscriptTools } from './TranscriptTools.tsx';

/** What is said. Follows playback until the user scrolls; a click on a word goes there. */
export function TranscriptPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim());
  const finding = wanted !== '';
  const { segments, positions } = useMemo(
    () => linesWith(video.transcript, wanted),
    [video.transcript, wanted],
  );
  const { list, editing, edit, endEdit, onKeyDown } = useEditedLine(positions);

  const quotes = useQuotesOf(video.id);
  const laned = useMemo(() => {
    const lanes = stripeLanes(quotes ?? []);
    return quotes?.map((quote, index) => ({ quote, lane: lanes[index] ?? 0 })) ?? [];
  }, [quotes]);

  const rowAt = useCallback(
    // Among all, the last that has begun holds the place; among some, only what is heard does.
    (timeMs: number) => (finding ? spanAt(segments, timeMs) : lastBegun(segments, timeMs)),
    [segments, finding],
  );
  const mark = useCallback(
    (list: HTMLElement, timeMs: number) =>
      markHeard(list, segments, { row: rowAt(timeMs), timeMs }),
    [segments, rowAt],
  );
  const renderRow = useCallback(
    (index: number, tabbable: boolean) => {
      const segment = segments[index];
      const position = positions[index];
      if (segment === undefined || position === undefined) return undefined;
      return position === editing ? (
        <LineEditor key={position} video={video} position={position} onEnd={endEdit} />
      ) : (
        <TranscriptSegment
          videoId={video.id}
          segment={segment}
          quotes={laned}
          wanted={wanted}
          tabbable={tabbable}
          onEdit={() => edit(position)}
        />
      );
    },
    [segments, positions, editing, edit, endEdit, wanted, video, laned],
  );

  if (video.transcript.length === 0 && video.transcriptEdits === undefined) {
    return (
      <EmptyState
        title={
          video.complete
            ? videoMessages.transcriptPanel.noSpeech
            : videoMessages.transcriptPanel.notTranscribed
        }
      >
        {video.complete
          ? video.onScreenText.length > 0 && videoMessages.transcriptPanel.noSpeechExplanation
          : videoMessages.transcriptPanel.notTranscribedExplanation}
      </EmptyState>
    );
  }
  return (
    <div ref={attachWordSelection} className="flex h-full flex-col">
      <TranscriptTools
        video={video}
        query={query}
        onQuery={setQuery}
        found={finding ? segments : undefined}
      />
      <TranscriptConflicts video={video} />
      {segments.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-3 [overflow-wrap:anywhere]">
          {finding ? videoMessages.transcriptPanel.notFound(wanted) : transcriptMessages.allRemoved}
        </p>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: a key of the lines within
        <div ref={list} className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
          <FollowedList
            key={finding ? 'found' : 'all'}
            label={videoMessages.transcriptPanel.label}
            count={segments.length}
            estimatedRowPixels={52}
            follow={!finding}
            rowAt={rowAt}
            mark={mark}
            renderRow={renderRow}
          />
        </div>
      )}
    </div>
  );
}
