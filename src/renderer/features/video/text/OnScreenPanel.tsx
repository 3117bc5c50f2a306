import { useCallback } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { lastBegun } from '../playback/spanAt.ts';
import { FollowedList } from './followed/FollowedList.tsx';
import { markShown } from './followed/markShown.ts';
import { rowClock } from './followed/rowClock.ts';

/** What is written on the picture, with its times. */
export function OnScreenPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  const texts = video.onScreenText;
  const rowAt = useCallback((timeMs: number) => lastBegun(texts, timeMs), [texts]);
  const mark = useCallback(
    (list: HTMLElement, timeMs: number) => markShown(list, texts, timeMs),
    [texts],
  );
  const renderRow = useCallback(
    (index: number, tabbable: boolean) => {
      const text = texts[index];
      return text && <ShownText text={text} tabbable={tabbable} />;
    },
    [texts],
  );

  if (texts.length === 0) {
    if (video.complete) {
      const title =
        video.hasPoster || !video.hasFile
          ? videoMessages.onScreenPanel.none
          : videoMessages.onScreenPanel.audioOnly;
      return <EmptyState title={title} />;
    }
    return (
      <EmptyState title={videoMessages.onScreenPanel.notRead}>
        {videoMessages.onScreenPanel.notReadExplanation}
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col pt-2">
      <FollowedList
        label={videoMessages.onScreenPanel.label}
        count={texts.length}
        estimatedRowPixels={32}
        rowAt={rowAt}
        mark={mark}
        renderRow={renderRow}
      />
    </div>
  );
}

function ShownText({
  text: { startMs, endMs, text, confidence, kind },
  tabbable,
}: {
  text: VideoDetail['onScreenText'][number];
  tabbable: boolean;
}): React.JSX.Element {
  return (
    <button
      type="button"
      data-stop=""
      data-seek={startMs}
      tabIndex={tabbable ? 0 : -1}
      title={videoMessages.onScreenPanel.confidence(Math.round(confidence * 100))}
      className="grid w-full grid-cols-[104px_minmax(0,1fr)] items-baseline gap-3 rounded-control px-1 py-1.5 text-start in-data-shown:bg-hover hover:bg-hover"
    >
      <span className="text-small text-ink-3">
        {endMs > 0 && `${rowClock(startMs)} – ${rowClock(endMs)}`}
      </span>
      <span dir="auto" className="text-body text-ink [overflow-wrap:anywhere]">
        <bdi>{text}</bdi>
        {kind === 'watermark' && (
          <span title={videoMessages.onScreenPanel.watermarkNote} className="ms-2">
            <Badge>{videoMessages.onScreenPanel.watermark}</Badge>
          </span>
        )}
      </span>
    </button>
  );
}
