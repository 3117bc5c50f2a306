import { Tabs } from '@base-ui/react/tabs';
import type { VideoDetail } from '../../../contract/index.ts';
import { codingMessages } from '../../messages/video/coding.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Tab, TabList } from '../../ui/Tabs.tsx';
import { CodesPanel } from '../coding/CodesPanel.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { NotesPanel } from './notes/NotesPanel.tsx';
import { PanelSkeleton } from './PanelSkeleton.tsx';
import { type Panel, usePlayerView } from './playback/playerView.ts';
import { OnScreenPanel } from './text/OnScreenPanel.tsx';
import { PicturesPanel } from './text/PicturesPanel.tsx';
import { TranscriptPanel } from './text/TranscriptPanel.tsx';
import { useIsWide } from './useIsWide.ts';

const names: Record<Panel, string> = {
  transcript: videoMessages.panels.transcript,
  notes: videoMessages.panels.notes,
  codes: codingMessages.panel,
  screen: videoMessages.panels.screen,
  pictures: videoMessages.panels.pictures,
  details: videoMessages.panels.details,
};

/** What is known of the video, beside it: behind tabs, or with the details in a column of their own. */
export function Panels({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  const chosen = usePlayerView(({ panel }) => panel);
  const wide = useIsWide();
  const shown: readonly Panel[] = [
    ...(['transcript', 'notes', 'codes', 'screen'] as const),
    // Few have them: the team's servers write them when they are asked to.
    ...(video !== undefined && video.pictures.length > 0 ? (['pictures'] as const) : []),
    ...(wide ? [] : (['details'] as const)),
  ];
  return (
    <>
      <Tabs.Root
        value={shown.includes(chosen) ? chosen : 'transcript'}
        onValueChange={(value: Panel) => usePlayerView.setState({ panel: value })}
        className="flex min-h-0 min-w-0 flex-col border-l border-line bg-panel"
      >
        <TabList label={videoMessages.panels.label} className="gap-4 px-4">
          {shown.map((panel) => (
            <Tab key={panel} value={panel}>
              {names[panel]}
            </Tab>
          ))}
        </TabList>
        {shown.map((panel) => (
          <Tabs.Panel key={panel} value={panel} className="min-h-0 flex-1">
            {video === undefined ? <PanelSkeleton /> : <PanelOf panel={panel} video={video} />}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      {wide && (
        <section
          aria-labelledby="video-details"
          data-scrolls=""
          className="flex min-h-0 min-w-0 flex-col border-l border-line bg-panel"
        >
          <h2
            id="video-details"
            className="flex h-10 shrink-0 items-center border-b border-line px-4 font-medium text-ink"
          >
            {names.details}
          </h2>
          <div className="min-h-0 flex-1">
            {video === undefined ? <PanelSkeleton /> : <DetailsPanel video={video} headed />}
          </div>
        </section>
      )}
    </>
  );
}

function PanelOf({ panel, video }: { panel: Panel; video: VideoDetail }): React.JSX.Element {
  switch (panel) {
    case 'transcript':
      return <TranscriptPanel video={video} />;
    case 'notes':
      return <NotesPanel video={video} />;
    case 'codes':
      return <CodesPanel video={video} />;
    case 'screen':
      return <OnScreenPanel video={video} />;
    case 'pictures':
      return <PicturesPanel video={video} />;
    case 'details':
      return <DetailsPanel video={video} />;
    default:
      return panel satisfies never;
  }
}
