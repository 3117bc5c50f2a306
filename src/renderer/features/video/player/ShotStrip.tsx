import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { VideoDetail } from '../../../../contract/index.ts';
import { frameUrl } from '../../../client/files/mediaUrl.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { lastBegun } from '../playback/spanAt.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { targetOfKey } from './targetOfKey.ts';

const heightPixels = 64;
const gapPixels = 6;

/** One picture for each shot, in order; the one that plays is marked. Arrow keys move. */
export function ShotStrip({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { shots, keyframes } = video;
  const widthPixels = pictureWidth(video);
  /** The shot that Tab leads to: the one that plays, or that the arrow keys went to. */
  const [cursor, setCursor] = useState(0);
  const items = useVirtualizer({
    horizontal: true,
    count: shots.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => widthPixels,
    gap: gapPixels,
    overscan: 3,
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), cursor])].sort((a, b) => a - b),
      [cursor],
    ),
  });

  const mark = useCallback(
    (timeMs: number) => {
      const now = `${lastBegun(shots, timeMs)}`;
      for (const button of list.current?.querySelectorAll('[data-shot]') ?? []) {
        if (button.getAttribute('data-shot') === now) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
    },
    [shots],
  );
  useEffect(() => {
    let playing = -1;
    return playback.onTime((timeMs) => {
      const index = lastBegun(shots, timeMs);
      if (index === playing) return;
      playing = index;
      mark(timeMs);
      if (index < 0 || list.current?.contains(document.activeElement)) return;
      setCursor(index);
      items.scrollToIndex(index, { align: 'auto' });
    });
  }, [playback, shots, mark, items]);
  // Pictures that are scrolled into view are marked too.
  useLayoutEffect(() => mark(playback.timeMs));

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const target = targetOfKey(event, { cursor, count: shots.length });
    if (target === undefined) return;
    flushSync(() => setCursor(target));
    items.scrollToIndex(target, { align: 'auto' });
    const button = list.current?.querySelector<HTMLElement>(`[data-shot="${target}"]`);
    button?.focus({ preventScroll: true });
  };
  return (
    <div ref={scroller} className="h-[72px] overflow-x-auto overflow-y-hidden">
      <ol
        ref={list}
        aria-label={videoMessages.shotStrip.shots}
        className="relative"
        style={{ width: items.getTotalSize(), height: heightPixels }}
        onKeyDown={onKeyDown}
      >
        {items.getVirtualItems().map(({ index, start }) => {
          const startMs = shots[index]?.startMs ?? 0;
          return (
            <li
              key={index}
              aria-setsize={shots.length}
              aria-posinset={index + 1}
              className="absolute top-0 left-0 h-16"
              style={{ width: widthPixels, transform: `translateX(${start}px)` }}
            >
              <button
                type="button"
                data-shot={index}
                data-seek={startMs}
                tabIndex={index === cursor ? 0 : -1}
                aria-label={videoMessages.shotStrip.shotAt(index + 1, formatClock(startMs, true))}
                onClick={() => playback.seek(startMs)}
                onFocus={() => setCursor(index)}
                className="relative block size-full overflow-hidden rounded-[4px] bg-stage outline-offset-[-2px]! hover:brightness-115"
              >
                <img
                  src={frameUrl(video.id, keyframes[index]?.atMs ?? startMs)}
                  alt=""
                  decoding="async"
                  draggable={false}
                  className="size-full object-cover"
                />
                <span className="absolute right-0.5 bottom-0.5 rounded-[3px] bg-stage/80 px-1 text-caption text-on-stage">
                  {formatClock(startMs)}
                </span>
                <span
                  aria-hidden="true"
                  className="absolute inset-0 rounded-[4px] ring-2 ring-accent ring-inset not-in-aria-[current=true]:hidden"
                />
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Keyframes have the ratio of the video; extreme ones are cut so that the time has its room. */
function pictureWidth({ width, height }: VideoDetail): number {
  const ratio = height > 0 ? width / height : 1;
  return Math.round(heightPixels * Math.min(2.4, Math.max(0.5625, ratio)));
}
