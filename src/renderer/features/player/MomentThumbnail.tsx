import { Film } from 'lucide-react';
import { useState } from 'react';
import type { VideoId } from '../../../contract/index.ts';
import { frameUrl } from '../../client/files/mediaUrl.ts';

/**
 * The picture that is on screen at a moment, cut to fill its place. Says nothing by itself: what
 * it stands beside does. The size comes with `className`.
 */
export function MomentThumbnail({
  videoId,
  atMs,
  hasFile = true,
  className = '',
}: {
  videoId: VideoId;
  atMs: number;
  /** False: there is no picture to ask for. */
  hasFile?: boolean;
  className?: string;
}): React.JSX.Element {
  const src = frameUrl(videoId, atMs);
  const [missing, setMissing] = useState<string>();
  return (
    <span
      className={`flex shrink-0 items-center justify-center overflow-hidden rounded-control bg-stage text-on-stage ${className}`}
    >
      {missing === src || !hasFile ? (
        <Film size={16} aria-hidden="true" className="opacity-60" />
      ) : (
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setMissing(src)}
          className="size-full object-cover"
        />
      )}
    </span>
  );
}
