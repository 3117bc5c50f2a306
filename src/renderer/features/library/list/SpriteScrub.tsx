import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { VideoSummary } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { isWide } from './Poster.tsx';
import { useElementSize } from './useElementSize.ts';

/**
 * The moment of a video that the pointer's place from left to right stands for, over its poster.
 * Mounted while the pointer is there; shows nothing until the sheet of pictures has come.
 */
export function SpriteScrub({ video }: { video: VideoSummary }): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery({
    ...procedures.videos.get.queryOptions({ input: { videoId: video.id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  const [place, setPlace] = useState<number>();
  const [loaded, setLoaded] = useState(false);
  const sprite = data?.sprite;
  const shown = sprite !== undefined && loaded && place !== undefined;

  // The last row of the sheet may not be full.
  const tiles =
    data === undefined || sprite === undefined
      ? 1
      : Math.min(
          sprite.columns * sprite.rows,
          Math.max(1, Math.ceil(data.durationMs / sprite.intervalMs)),
        );
  const tile = Math.min(tiles - 1, Math.floor((place ?? 0) * tiles));
  // The tile fills the box as the poster does.
  const fill = isWide(video) ? Math.min : Math.max;
  const scale =
    sprite === undefined ? 0 : fill(width / sprite.tileWidth, height / sprite.tileHeight);
  const tileWidth = (sprite?.tileWidth ?? 0) * scale;
  const tileHeight = (sprite?.tileHeight ?? 0) * scale;
  const columns = sprite?.columns ?? 1;

  return (
    <div
      ref={box}
      className="absolute inset-0 overflow-hidden"
      onPointerMove={({ clientX, currentTarget }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        setPlace(Math.min(0.999, Math.max(0, (clientX - left) / width)));
      }}
    >
      {sprite !== undefined && (
        <span
          className={`absolute overflow-hidden ${shown ? '' : 'opacity-0'}`}
          style={{
            left: (width - tileWidth) / 2,
            top: (height - tileHeight) / 2,
            width: tileWidth,
            height: tileHeight,
          }}
        >
          <img
            src={mediaUrl(video.id, 'sprite')}
            alt=""
            draggable={false}
            onLoad={() => setLoaded(true)}
            className="absolute max-w-none"
            style={{
              width: tileWidth * columns,
              left: -(tile % columns) * tileWidth,
              top: -Math.floor(tile / columns) * tileHeight,
            }}
          />
        </span>
      )}
      {shown && (
        <>
          <span className="absolute bottom-1.5 left-1.5 rounded-[4px] bg-stage/80 px-1 text-caption text-on-stage">
            {formatClock(tile * sprite.intervalMs)}
          </span>
          <span
            className="absolute bottom-0 left-0 h-0.5 bg-accent"
            style={{ width: `${place * 100}%` }}
          />
        </>
      )}
    </div>
  );
}
