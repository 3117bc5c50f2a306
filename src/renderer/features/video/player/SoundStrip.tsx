import { useRef, useState } from 'react';
import type { SoundRegionDto, VideoDetail } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { languageName } from '../../library/query/languageName.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { targetOfKey } from './targetOfKey.ts';
import { shareOf } from './timelineShare.ts';

type Kind = SoundRegionDto['kind'];
const kinds: readonly Kind[] = ['speech', 'unclear', 'sound', 'silence'];

/** Told by height and pattern, too: colours alone are not seen by everybody. */
const looks: Readonly<Record<Kind, string>> = {
  speech: 'h-full bg-accent',
  unclear:
    'h-full bg-[repeating-linear-gradient(135deg,var(--caution)_0_3px,var(--caution-soft)_3px_6px)]',
  sound: 'h-1/2 bg-ink-3',
  silence: 'h-px bg-line-strong',
};

/** What is heard where, below the timeline, and how long each is. Arrow keys move, Enter goes there. */
export function SoundStrip({ video }: { video: VideoDetail }): React.JSX.Element | null {
  const playback = usePlayback();
  const list = useRef<HTMLOListElement>(null);
  const [cursor, setCursor] = useState(0);
  const { soundRegions: regions, durationMs } = video;
  if (regions.length === 0) return null;

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const target = targetOfKey(event, { cursor, count: regions.length });
    if (target === undefined) return;
    setCursor(target);
    list.current?.querySelector<HTMLElement>(`[data-region="${target}"]`)?.focus();
  };
  return (
    <div>
      <ol
        ref={list}
        aria-label={videoMessages.soundStrip.label}
        className="relative h-3"
        onKeyDown={onKeyDown}
      >
        {regions.map((region, index) => {
          const left = shareOf(region.startMs, durationMs);
          const name = nameOf(region);
          return (
            <li
              key={region.startMs}
              className="absolute inset-y-0"
              style={{
                left: `${left * 100}%`,
                width: `${(shareOf(region.endMs, durationMs) - left) * 100}%`,
              }}
            >
              <button
                type="button"
                data-region={index}
                tabIndex={index === cursor ? 0 : -1}
                aria-label={name}
                title={name}
                onClick={() => playback.seek(region.startMs)}
                onFocus={() => setCursor(index)}
                className="flex size-full items-end hover:brightness-115"
              >
                <span className={`block w-full rounded-[1px] ${looks[region.kind]}`} />
              </button>
            </li>
          );
        })}
      </ol>
      <ul
        aria-label={videoMessages.soundStrip.totals}
        className="flex flex-wrap gap-x-3 text-caption text-ink-2"
      >
        {kinds.map((kind) => {
          const totalMs = totalOf(regions, kind);
          if (totalMs === 0) return null;
          return (
            <li key={kind} className="flex items-center gap-1">
              <span aria-hidden="true" className="flex h-2 w-3 items-end">
                <span className={`block w-full rounded-[1px] ${looks[kind]}`} />
              </span>
              {videoMessages.soundStrip.total(
                videoMessages.soundStrip[kind],
                formatClock(totalMs, true),
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function nameOf({ kind, startMs, endMs, language, label }: SoundRegionDto): string {
  const { soundStrip } = videoMessages;
  const detail = label ?? (language === undefined ? undefined : languageName(language));
  const what =
    detail === undefined ? soundStrip[kind] : soundStrip.withDetail(soundStrip[kind], detail);
  return soundStrip.region(what, formatClock(startMs, true), formatClock(endMs, true));
}

function totalOf(regions: readonly SoundRegionDto[], kind: Kind): number {
  return regions
    .filter((region) => region.kind === kind)
    .reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
