import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { VideoId } from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatClock } from '../../../client/format.ts';
import { mediaUrl } from '../../../client/mediaUrl.ts';
import { useElementSize } from './useElementSize.ts';

/**
 * The moment of a video that the pointer's place from left to right stands for, over its poster.
 * Mounted while the pointer is there; shows nothing until the sheet of pictures has come.
 */
export function SpriteScrub({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery({
    ...procedures.videos.get.queryOptions({ input: { videoId } }),
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
  // The tile covers the box as the poster does.
  const scale =
    sprite === undefined ? 0 : Math.max(width / sprite.tileWidth, height / sprite.tileHeight);
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
        <img
          src={mediaUrl(videoId, 'sprite')}
          alt=""
          draggable={false}
          onLoad={() => setLoaded(true)}
          className={`absolute max-w-none ${shown ? '' : 'opacity-0'}`}
          style={{
            width: tileWidth * columns,
            left: (width - tileWidth) / 2 - (tile % columns) * tileWidth,
            top: (height - tileHeight) / 2 - Math.floor(tile / columns) * tileHeight,
          }}
        />
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
