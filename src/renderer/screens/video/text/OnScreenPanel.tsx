import { useEffect, useRef } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { formatClock } from '../../../client/format.ts';
import { EmptyState } from '../../../primitives/StateViews.tsx';
import { usePlayback } from '../playback/usePlayback.ts';

/** What is written on the picture, with its times. */
export function OnScreenPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const list = useRef<HTMLOListElement>(null);
  const texts = video.onScreenText;

  useEffect(
    () =>
      playback.onTime((timeMs) => {
        for (const [index, { startMs, endMs }] of texts.entries()) {
          // Several lines are on the picture at once.
          const shown = startMs <= timeMs && timeMs < endMs;
          list.current?.children[index]?.toggleAttribute('data-shown', shown);
        }
      }),
    [playback, texts],
  );

  if (texts.length === 0) {
    return (
      <EmptyState title={video.complete ? 'No text was seen on the picture' : 'Not read yet'}>
        {video.complete ? undefined : 'Text on the picture appears here when it has been read.'}
      </EmptyState>
    );
  }
  return (
    <ol ref={list} aria-label="On-screen text" className="h-full overflow-y-auto px-4 py-2">
      {texts.map(({ startMs, endMs, text, confidence }) => (
        <li key={`${startMs} ${text}`} className="group">
          <button
            type="button"
            title={`Read with ${Math.round(confidence * 100)} % confidence`}
            onClick={() => playback.seek(startMs)}
            className="grid w-full grid-cols-[96px_1fr] gap-3 rounded-control px-1 py-1.5 text-left group-data-shown:bg-hover hover:bg-hover"
          >
            <span className="text-small text-ink-3">
              {formatClock(startMs, true)} – {formatClock(endMs, true)}
            </span>
            <span dir="auto" className="text-ink [overflow-wrap:anywhere]">
              {text}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
