import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'wouter';
import { type VideoId, videoIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { ErrorState } from '../../ui/StateViews.tsx';
import { ReviewBar } from '../review/ReviewBar.tsx';
import { RunBar } from '../review/run/RunBar.tsx';
import { NoFile } from './NoFile.tsx';
import { NotFound } from './NotFound.tsx';
import { Panels } from './Panels.tsx';
import { PlayerColumn } from './PlayerColumn.tsx';
import { Playback } from './playback/playback.ts';
import { PlaybackProvider } from './playback/usePlayback.ts';
import { VideoHeader } from './VideoHeader.tsx';
import { VideoProgress } from './VideoProgress.tsx';

/** One video: watched, read, and jumped about in. */
export default function VideoScreen(): React.JSX.Element {
  const { videoId } = useParams();
  const parsed = videoIdSchema.safeParse(videoId);
  return parsed.success ? <OpenVideo key={parsed.data} videoId={parsed.data} /> : <NotFound />;
}

function OpenVideo({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const [playback] = useState(() => new Playback());
  useTimeOfAddress(playback);
  const {
    data: video,
    error,
    refetch,
  } = useQuery(procedures.videos.get.queryOptions({ input: { videoId }, retry: false }));

  if (error instanceof ORPCError && error.code === 'video.notFound') {
    // A review goes on without it.
    return (
      <>
        <RunBar videoId={videoId} />
        <NotFound />
      </>
    );
  }
  // What was read once is still shown when reading it again fails: playback goes on.
  if (error !== null && video === undefined) {
    return (
      <>
        <h1 className="sr-only">{videoMessages.videoScreen.video}</h1>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <PlaybackProvider value={playback}>
      <div className="flex h-full flex-col">
        <VideoHeader video={video} />
        <div className="flex h-9 shrink-0 items-center justify-end border-b border-line">
          {video !== undefined && <ReviewBar video={video} />}
          <RunBar videoId={videoId} />
        </div>
        {video !== undefined && !video.complete && <VideoProgress videoId={videoId} />}
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(360px,30vw)] min-[1680px]:grid-cols-[minmax(0,1fr)_400px_380px]">
          {video?.hasFile === false ? (
            <NoFile video={video} />
          ) : (
            <PlayerColumn videoId={videoId} video={video} />
          )}
          <Panels video={video} />
        </div>
      </div>
    </PlaybackProvider>
  );
}

/** Goes to the time `t` of the address, in milliseconds, now and when it changes. */
function useTimeOfAddress(playback: Playback): void {
  const [parameters] = useSearchParams();
  const asked = parameters.get('t');
  useEffect(() => {
    if (asked !== null && /^\d{1,12}$/.test(asked)) playback.seek(Number(asked));
  }, [playback, asked]);
}
