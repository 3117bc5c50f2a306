import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { VideoDetail, VideoId } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { usePlayedUrl } from '../../../client/files/usePlayedUrl.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { useAttach, usePlayback, usePlaybackState } from '../playback/usePlayback.ts';
import { PlayedWaveform } from './PlayedWaveform.tsx';
import { PlayerFault } from './PlayerFault.tsx';

interface PlayerProps {
  videoId: VideoId;
  /** Undefined while the details are read: the picture does not wait for them. */
  video: VideoDetail | undefined;
}

/** The picture, or for sound alone its shape. A click plays and pauses. */
export function Player({ videoId, video }: PlayerProps): React.JSX.Element {
  const playback = usePlayback();
  const { begun, failed } = usePlaybackState();
  const source = usePlayedUrl(videoId, failed);
  const element = useRef<HTMLVideoElement>(null);
  useAttach(element);

  const complete = video?.complete ?? false;
  useEffect(() => {
    // The copy that browsers can play may only have come with the end of the ingest.
    if (complete && playback.getState().failed) playback.reload();
  }, [playback, complete]);

  const hasPicture = video === undefined || video.width > 0 || video.hasPoster;
  return (
    <div className="relative flex min-h-0 flex-1 items-center justify-center bg-stage">
      <video
        ref={element}
        src={source}
        {...(video === undefined || video.hasPoster ? { poster: mediaUrl(videoId, 'poster') } : {})}
        preload="auto"
        playsInline
        aria-label={hasPicture ? videoMessages.player.video : videoMessages.player.audio}
        onClick={() => playback.toggle()}
        className="absolute inset-0 size-full object-contain"
      />
      {!hasPicture && video.waveform !== undefined && (
        <div className="pointer-events-none absolute inset-x-10 top-1/2 h-[min(40%,16rem)] -translate-y-1/2 text-on-stage">
          <PlayedWaveform video={video} />
        </div>
      )}
      {failed ? (
        <PlayerFault videoId={videoId} complete={complete} />
      ) : (
        !begun &&
        hasPicture && (
          <span
            aria-hidden="true"
            className="pointer-events-none relative flex size-14 items-center justify-center rounded-round bg-stage/60"
          >
            <Play size={24} className="translate-x-0.5 fill-current text-on-stage" />
          </span>
        )
      )}
    </div>
  );
}
