import { FileX2, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VideoId } from '../../../../shared/index.ts';
import { mediaUrl } from '../../../client/mediaUrl.ts';
import { usePlayback, usePlaybackState } from '../playback/usePlayback.ts';

/** The picture. It begins to load from the id alone, before the details are there. */
export function Player({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const playback = usePlayback();
  const { playing, failed } = usePlaybackState();
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current !== null) return playback.attach(element.current);
  }, [playback]);
  return (
    <div className="group relative flex min-h-0 flex-1 items-center justify-center bg-stage">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands beside the picture */}
      <video
        ref={element}
        src={mediaUrl(videoId, 'original')}
        poster={mediaUrl(videoId, 'poster')}
        preload="auto"
        playsInline
        aria-label="Video"
        onClick={() => playback.toggle()}
        className="size-full object-contain"
      />
      {failed ? (
        <div
          role="alert"
          className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-stage p-6 text-center text-ink-2"
        >
          <FileX2 size={24} />
          <p className="font-medium text-ink">The file cannot be played</p>
          <p className="max-w-[36ch]">
            It is missing, or of a kind that this window cannot play. Check the library in Settings;
            the transcript still works.
          </p>
        </div>
      ) : (
        !playing && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute flex size-14 items-center justify-center rounded-round bg-shade opacity-80"
          >
            <Play size={24} className="translate-x-0.5 fill-current text-on-stage" />
          </span>
        )
      )}
    </div>
  );
}
