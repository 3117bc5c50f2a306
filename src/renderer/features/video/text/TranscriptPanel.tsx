import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video.ts';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { stripeLanes } from '../../coding/stripeLanes.ts';
import { useQuotesOf } from '../../coding/useCodings.ts';
import { lastBegun, spanAt } from '../playback/spanAt.ts';
import { attachWordSelection } from './attachWordSelection.ts';
import { FollowedList } from './followed/FollowedList.tsx';
import { markHeard } from './followed/markHeard.ts';
import { TranscriptSegment } from './TranscriptSegment.tsx';
import { TranscriptTools } from './TranscriptTools.tsx';

/** What is said. Follows playback until the user scrolls; a click on a word goes there. */
export function TranscriptPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim());
  const finding = wanted !== '';
  const segments = useMemo(() => {
    const lower = wanted.toLowerCase();
    return lower === ''
      ? video.transcript
      : video.transcript.filter(({ text }) => text.toLowerCase().includes(lower));
  }, [video.transcript, wanted]);

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
      return (
        segment && (
          <TranscriptSegment
            videoId={video.id}
            segment={segment}
            quotes={laned}
            wanted={wanted}
            tabbable={tabbable}
          />
        )
      );
    },
    [segments, wanted, video.id, laned],
  );

  if (video.transcript.length === 0) {
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
      {segments.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-3 [overflow-wrap:anywhere]">
          {videoMessages.transcriptPanel.notFound(wanted)}
        </p>
      ) : (
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
      )}
    </div>
  );
}
