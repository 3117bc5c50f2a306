import { Film } from 'lucide-react';
import { useState } from 'react';
import type { VideoSummary } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';

/** True for a picture too wide to be cut to an upright box: it is shown whole on the stage. */
export function isWide({ width, height }: VideoSummary): boolean {
  return width > height * 0.75;
}

/** The picture of a video on the stage; a mark where there is none. Fills its box. */
export function Poster({ video }: { video: VideoSummary }): React.JSX.Element {
  const [broken, setBroken] = useState(false);
  if (!video.hasPoster || broken) {
    return (
      <span
        className={`absolute inset-0 flex items-center justify-center ${video.hasFile ? 'bg-stage text-on-stage/50' : 'bg-sunken text-ink-3'}`}
      >
        <Film size={16} aria-hidden="true" />
      </span>
    );
  }
  return (
    <img
      src={mediaUrl(video.id, 'poster')}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
      className={`absolute inset-0 size-full bg-stage ${isWide(video) ? 'object-contain' : 'object-cover'}`}
    />
  );
}
