import { Tabs } from '@base-ui/react/tabs';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'wouter';
import { type VideoDetail, videoIdSchema } from '../../../shared/index.ts';
import { useApi } from '../../client/api.ts';
import { ErrorState, Skeleton } from '../../primitives/StateViews.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { Playback } from './playback/playback.ts';
import { PlaybackProvider } from './playback/usePlayback.ts';
import { usePlayerKeys } from './playback/usePlayerKeys.ts';
import { Controls } from './player/Controls.tsx';
import { Player } from './player/Player.tsx';
import { ShotStrip } from './player/ShotStrip.tsx';
import { Timeline } from './player/Timeline.tsx';
import { OnScreenPanel } from './text/OnScreenPanel.tsx';
import { TranscriptPanel } from './text/TranscriptPanel.tsx';
import { VideoHeader } from './VideoHeader.tsx';
import { VideoProgress } from './VideoProgress.tsx';

/** One video: watched, read, and jumped about in. */
export default function VideoScreen(): React.JSX.Element {
  const { videoId: asked = '' } = useParams();
  const { procedures } = useApi();
  const [parameters] = useSearchParams();
  const [playback] = useState(() => new Playback());
  const parsed = videoIdSchema.safeParse(decodeURIComponent(asked));
  const videoId = parsed.data ?? videoIdSchema.parse('-');
  const {
    data: video,
    error,
    refetch,
  } = useQuery(procedures.videos.get.queryOptions({ input: { videoId }, retry: false }));
  const timeText = parameters.get('t');
  useEffect(() => {
    const timeMs = Number(timeText);
    if (timeText !== null && Number.isFinite(timeMs)) playback.seek(timeMs);
  }, [playback, timeText]);

  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <PlaybackProvider value={playback}>
      <PlayerKeys video={video} />
      <div className="flex h-full flex-col">
        <VideoHeader video={video} />
        {video !== undefined && !video.complete && <VideoProgress videoId={video.id} />}
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(360px,30vw)]">
          <div className="flex min-h-0 flex-col">
            <Player videoId={videoId} />
            <div className="flex flex-col gap-2 px-3 pt-2 pb-2">
              {video === undefined ? <Skeleton className="h-12" /> : <Timeline video={video} />}
              <Controls video={video} />
              {video === undefined ? (
                <Skeleton className="h-16" />
              ) : (
                video.shots.length > 1 && <ShotStrip video={video} />
              )}
            </div>
          </div>
          <Panels video={video} />
        </div>
      </div>
    </PlaybackProvider>
  );
}

/** Below the provider, so that it finds the playback. */
function PlayerKeys({ video }: { video: VideoDetail | undefined }): null {
  usePlayerKeys(video);
  return null;
}

const tabs = [
  { value: 'transcript', name: 'Transcript' },
  { value: 'screen', name: 'On screen' },
  { value: 'details', name: 'Details' },
];

function Panels({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  const panel = 'min-h-0 flex-1';
  return (
    <Tabs.Root
      defaultValue="transcript"
      className="flex min-h-0 flex-col border-l border-line bg-panel"
    >
      <Tabs.List className="flex h-10 items-end gap-4 border-b border-line px-4">
        {tabs.map(({ value, name }) => (
          <Tabs.Tab
            key={value}
            value={value}
            className="h-full border-b-2 border-transparent text-body text-ink-2 hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
          >
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {video === undefined ? (
        <div aria-busy="true" className="flex flex-col gap-3 p-4">
          <Skeleton className="h-10" />
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </div>
      ) : (
        <>
          <Tabs.Panel value="transcript" className={panel}>
            <TranscriptPanel video={video} />
          </Tabs.Panel>
          <Tabs.Panel value="screen" className={panel}>
            <OnScreenPanel video={video} />
          </Tabs.Panel>
          <Tabs.Panel value="details" className={panel}>
            <DetailsPanel video={video} />
          </Tabs.Panel>
        </>
      )}
    </Tabs.Root>
  );
}
