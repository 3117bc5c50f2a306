import type { VideoDetail } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { MeasuresPart } from '../../measures/MeasuresPart.tsx';
import { About } from './About.tsx';
import { Comments } from './Comments.tsx';
import { Facts } from './Facts.tsx';
import { MetricHistory } from './MetricHistory.tsx';
import { OpeningHook } from './OpeningHook.tsx';
import { Reposts } from './Reposts.tsx';
import { SeenPart } from './SeenPart.tsx';
import { SimilarVideos } from './SimilarVideos.tsx';
import { WorksOfVideo } from './WorksOfVideo.tsx';

/** Title and description, opening hook, what is seen, history of counts, comments, similar videos and facts. */
export function DetailsPanel({
  video,
  headed = false,
}: {
  video: VideoDetail;
  /** True: its heading is seen above it. */
  headed?: boolean;
}): React.JSX.Element {
  return (
    <section
      aria-label={videoMessages.detailsPanel.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      className="flex h-full flex-col gap-5 overflow-y-auto px-4 py-3 focus-visible:-outline-offset-2"
    >
      {!headed && <h2 className="sr-only">{videoMessages.detailsPanel.details}</h2>}
      <About video={video} />
      {video.hook !== undefined && <OpeningHook hook={video.hook} />}
      <SeenPart video={video} />
      <MetricHistory video={video} />
      <MeasuresPart videoId={video.id} />
      {video.comments.total > 0 && <Comments comments={video.comments} />}
      <Reposts videoId={video.id} />
      <SimilarVideos videoId={video.id} />
      <WorksOfVideo videoId={video.id} />
      <Facts video={video} />
    </section>
  );
}
