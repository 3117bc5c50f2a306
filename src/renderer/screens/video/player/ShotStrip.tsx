import { useEffect, useRef } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { formatClock } from '../../../client/format.ts';
import { frameUrl } from '../../../client/mediaUrl.ts';
import { lastBegun } from '../playback/spanAt.ts';
import { usePlayback } from '../playback/usePlayback.ts';

/** One picture for each shot, in order; the one that plays is marked. Arrow keys move. */
export function ShotStrip({ video }: { video: VideoDetail }): React.JSX.Element {
  const playback = usePlayback();
  const list = useRef<HTMLOListElement>(null);
  const { shots, keyframes } = video;

  useEffect(() => {
    let marked = -1;
    return playback.onTime((timeMs) => {
      const index = lastBegun(shots, timeMs);
      if (index === marked) return;
      const items = list.current?.children;
      items?.[marked]?.firstElementChild?.removeAttribute('aria-current');
      const item = items?.[index];
      item?.firstElementChild?.setAttribute('aria-current', 'true');
      if (item instanceof HTMLElement) scrollIntoList(item);
      marked = index;
    });
  }, [playback, shots]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const item = document.activeElement?.parentElement;
    const next =
      event.key === 'ArrowRight'
        ? item?.nextElementSibling
        : event.key === 'ArrowLeft'
          ? item?.previousElementSibling
          : undefined;
    const button = next?.firstElementChild;
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    button.focus();
  };
  return (
    <ol
      ref={list}
      aria-label="Shots"
      className="flex gap-1.5 overflow-x-auto pb-1"
      onKeyDown={onKeyDown}
    >
      {shots.map(({ startMs }, index) => (
        <li key={startMs} className="shrink-0">
          <button
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            aria-label={`Shot ${index + 1} at ${formatClock(startMs, true)}`}
            onClick={() => playback.seek(startMs)}
            className="relative block h-16 overflow-hidden rounded-[4px] bg-stage opacity-70 ring-accent hover:opacity-100 aria-[current]:opacity-100 aria-[current]:ring-2 aria-[current]:ring-inset"
          >
            <img
              src={frameUrl(video.id, keyframes[index]?.atMs ?? startMs)}
              alt=""
              loading="lazy"
              className="h-full"
            />
            <span className="absolute right-0.5 bottom-0.5 rounded-[3px] bg-stage px-1 text-caption text-on-stage">
              {formatClock(startMs)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Scrolls the strip alone; `scrollIntoView` would also move the page. */
function scrollIntoList(item: HTMLElement): void {
  const list = item.parentElement;
  if (list === null) return;
  const left = item.offsetLeft - list.offsetLeft;
  const right = left + item.offsetWidth;
  if (left < list.scrollLeft || right > list.scrollLeft + list.clientWidth) {
    list.scrollTo({ left: left - list.clientWidth / 3, behavior: 'smooth' });
  }
}
