import type { VideoDetail } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { keptWithin, tileAt } from './timelineShare.ts';

interface TimelinePreviewProps {
  video: VideoDetail;
  atMs: number;
  /** Where in the line the pointer is, and how long the line is; pixels. */
  x: number;
  width: number;
}

/** Without a picture there is the time alone. */
const timeWidth = 56;
const padding = 4;

/** The picture at the pointer, from the sprite, with its time. */
export function TimelinePreview({
  video: { id, sprite, durationMs },
  atMs,
  x,
  width,
}: TimelinePreviewProps): React.JSX.Element {
  const boxWidth = Math.max(timeWidth, (sprite?.tileWidth ?? 0) + 2 * padding);
  // At the very end no picture begins any more.
  const tile = sprite && tileAt(sprite, Math.min(atMs, durationMs - 1));
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute bottom-full z-10 mb-1.5 flex flex-col items-center rounded-control bg-raised p-1 text-caption text-ink shadow-floating"
      style={{ left: keptWithin(x, boxWidth, width), width: boxWidth }}
    >
      {sprite !== undefined && tile !== undefined && (
        <div
          className="mb-0.5 rounded-[3px] bg-stage"
          style={{
            width: sprite.tileWidth,
            height: sprite.tileHeight,
            backgroundImage: `url("${mediaUrl(id, 'sprite')}")`,
            backgroundPosition: `-${tile.x}px -${tile.y}px`,
          }}
        />
      )}
      {formatClock(atMs, true)}
    </div>
  );
}
