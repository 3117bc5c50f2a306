import { Download, EllipsisVertical, PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ExportFormat, VideoDetail } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { saveFile } from '../../client/files/saveFile.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/overlays/Menu.tsx';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { CaptionDialog, type CaptionFormat } from './CaptionDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';

const formats: readonly { format: ExportFormat; label: string }[] = [
  { format: 'srt', label: videoMessages.videoActions.srt },
  { format: 'vtt', label: videoMessages.videoActions.webVtt },
  { format: 'txt', label: videoMessages.videoActions.text },
  { format: 'md', label: videoMessages.videoActions.markdown },
  { format: 'csv', label: videoMessages.videoActions.csv },
  { format: 'json', label: videoMessages.videoActions.json },
];

/** Most characters of a topic. */
const maxTopic = 500;

/** Export, drafts on it, and removing it. */
export function VideoActions({ video }: { video: VideoDetail }): React.JSX.Element {
  const { client } = useApi();
  const [, navigate] = useLocation();
  const [removing, setRemoving] = useState(false);
  const [captions, setCaptions] = useState<CaptionFormat>();
  const save = (format: ExportFormat): void => {
    if (format === 'srt' || format === 'vtt') {
      setCaptions(format);
      return;
    }
    client.videos.export({ videoId: video.id, format }).then(
      ({ fileName, text }) => saveFile(fileName, text),
      (error: unknown) => toastError(error, videoMessages.videoActions.notExported),
    );
  };
  const draft = (): void => {
    // A title cut in the middle of a character is mended here, where encodeURIComponent throws.
    const parameters = new URLSearchParams({ topic: video.title.slice(0, maxTopic) });
    navigate(`/drafts?${parameters}`);
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={videoMessages.videoActions.actions}
            icon={<EllipsisVertical size={16} />}
          />
        }
        items={[
          {
            label: videoMessages.videoActions.draftHooks,
            icon: <PenLine size={14} />,
            onSelect: draft,
          },
          ...formats.map(({ format, label }) => ({
            label,
            icon: <Download size={14} />,
            // Nothing is said: there is nothing in the file but for what else is known.
            disabled: format !== 'json' && video.transcript.length === 0,
            onSelect: () => save(format),
          })),
          {
            label: videoMessages.videoActions.remove,
            icon: <Trash2 size={14} />,
            tone: 'bad',
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      {captions !== undefined && (
        <CaptionDialog
          videoId={video.id}
          format={captions}
          onClose={() => setCaptions(undefined)}
        />
      )}
      <RemoveDialog video={video} open={removing} onClose={() => setRemoving(false)} />
    </>
  );
}
