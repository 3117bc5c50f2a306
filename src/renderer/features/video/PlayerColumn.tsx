import type { VideoDetail, VideoId } from '../../../contract/index.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Skeleton } from '../../ui/StateViews.tsx';
import { CodeDialog } from '../coding/CodeDialog.tsx';
import { CodingStripes } from '../coding/CodingStripes.tsx';
import { Announcer } from './playback/Announcer.tsx';
import { useFullScreen, useLeaveFullScreen } from './playback/useFullScreen.ts';
import { usePlayerKeys } from './playback/usePlayerKeys.ts';
import { Controls } from './player/Controls.tsx';
import { Player } from './player/Player.tsx';
import { SeenStripes } from './player/SeenStripes.tsx';
import { ShotStrip } from './player/ShotStrip.tsx';
import { SoundStrip } from './player/SoundStrip.tsx';
import { Timeline } from './player/Timeline.tsx';

interface PlayerColumnProps {
  videoId: VideoId;
  video: VideoDetail | undefined;
}

/** The picture with all that moves it. In full screen it covers the page. */
export function PlayerColumn({ videoId, video }: PlayerColumnProps): React.JSX.Element {
  usePlayerKeys(video);
  useLeaveFullScreen();
  const { full } = useFullScreen();
  return (
    <section
      aria-label={videoMessages.playerColumn.player}
      className={`flex min-h-0 min-w-0 flex-col ${full ? 'fixed inset-0 z-30 bg-canvas' : ''}`}
    >
      <Announcer />
      <CodeDialog />
      <Player videoId={videoId} video={video} />
      <div className="flex flex-col gap-2 px-3 pt-2 pb-1">
        {video === undefined ? <Skeleton className="h-12" /> : <Timeline video={video} />}
        {video !== undefined && <CodingStripes video={video} />}
        {video !== undefined && <SeenStripes video={video} />}
        {video !== undefined && <SoundStrip video={video} />}
        <Controls video={video} />
        {!full && <Shots video={video} />}
      </div>
    </section>
  );
}

function Shots({ video }: { video: VideoDetail | undefined }): React.JSX.Element | null {
  if (video === undefined) return <Skeleton className="mb-2 h-16" />;
  return video.shots.length === 0 ? null : <ShotStrip video={video} />;
}
