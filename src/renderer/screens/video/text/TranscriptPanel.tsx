import { useVirtualizer } from '@tanstack/react-virtual';
import { LocateFixed, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { Badge } from '../../../primitives/Badge.tsx';
import { Button } from '../../../primitives/Button.tsx';
import { EmptyState } from '../../../primitives/StateViews.tsx';
import { TextField } from '../../../primitives/TextField.tsx';
import { lastBegun } from '../playback/spanAt.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { markWord } from './markWord.ts';
import { TranscriptSegment } from './TranscriptSegment.tsx';

const sources: Record<NonNullable<VideoDetail['transcriptSource']>, string> = {
  whisper: 'Transcribed here',
  'sidecar-captions': 'From a caption file',
  'embedded-captions': 'From captions in the file',
};

/** What is said. Follows playback until the user scrolls; a click on a word goes there. */
export function TranscriptPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const segments = useMemo(
    () =>
      video.transcript.filter(({ text }) => wanted === '' || text.toLowerCase().includes(wanted)),
    [video.transcript, wanted],
  );
  const rows = useVirtualizer({
    count: segments.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    overscan: 6,
  });

  useEffect(() => {
    let shown = -1;
    return playback.onTime((timeMs) => {
      const { current: list } = scroller;
      if (list === null) return;
      const index = lastBegun(segments, timeMs);
      if (follows && index !== shown && index >= 0) rows.scrollToIndex(index, { align: 'center' });
      shown = index;
      markWord(list, segments, index, timeMs);
    });
  }, [playback, segments, follows, rows]);

  if (video.transcript.length === 0) {
    return (
      <EmptyState title={video.complete ? 'Nothing is said in this video' : 'Not transcribed yet'}>
        {video.complete
          ? 'What is shown is under On screen.'
          : 'The words appear here when the speech has been transcribed.'}
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex items-center gap-2 px-4 py-2">
        <TextField
          label="Find in the transcript"
          hideLabel
          placeholder="Find in the transcript"
          icon={<Search size={13} />}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="flex-1"
        />
        {video.transcriptSource !== undefined && <Badge>{sources[video.transcriptSource]}</Badge>}
      </div>
      <div className="relative min-h-0 flex-1">
        <div
          ref={scroller}
          // Only a person turns a wheel or drags: the list's own scrolling keeps following.
          onWheel={() => setFollows(false)}
          onTouchMove={() => setFollows(false)}
          className="h-full overflow-y-auto px-4 pb-4"
        >
          <ol
            aria-label="Transcript"
            className="relative"
            style={{ height: `${rows.getTotalSize()}px` }}
          >
            {rows.getVirtualItems().map(({ index, start }) => {
              const segment = segments[index];
              if (segment === undefined) return null;
              return (
                <li
                  key={segment.startMs}
                  ref={rows.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <TranscriptSegment segment={segment} wanted={wanted} />
                </li>
              );
            })}
          </ol>
          {segments.length === 0 && (
            <p className="py-6 text-center text-ink-3">Nobody says “{query.trim()}” here.</p>
          )}
        </div>
        {!follows && (
          <Button
            size="small"
            icon={<LocateFixed size={13} />}
            className="absolute right-4 bottom-3 shadow-floating"
            onClick={() => setFollows(true)}
          >
            Follow
          </Button>
        )}
      </div>
    </div>
  );
}
