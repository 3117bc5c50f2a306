import { ArrowLeft, Download, EllipsisVertical, PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ExportFormat, VideoDetail } from '../../../shared/index.ts';
import { useApi } from '../../client/api.ts';
import { formatCount, formatDay } from '../../client/format.ts';
import { IconButton } from '../../primitives/IconButton.tsx';
import { Menu } from '../../primitives/Menu.tsx';
import { Skeleton } from '../../primitives/StateViews.tsx';
import { toastError } from '../../primitives/Toasts.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { saveFile } from './saveFile.ts';

const formats: readonly { format: ExportFormat; label: string }[] = [
  { format: 'srt', label: 'Export as SRT' },
  { format: 'vtt', label: 'Export as WebVTT' },
  { format: 'txt', label: 'Export as text' },
  { format: 'csv', label: 'Export as CSV' },
  { format: 'json', label: 'Export all as JSON' },
];

/** Title, where it is from, and what can be done with it. */
export function VideoHeader({ video }: { video: VideoDetail | undefined }): React.JSX.Element {
  const { client } = useApi();
  const [, navigate] = useLocation();
  const [removing, setRemoving] = useState(false);
  const save = (id: VideoDetail['id'], format: ExportFormat): void => {
    client.videos.export({ videoId: id, format }).then(
      ({ fileName, text }) => saveFile(fileName, text),
      (error: unknown) => toastError(error, 'The transcript was not exported'),
    );
  };
  return (
    <header className="flex h-12 items-center gap-3 border-b border-line px-3">
      <Link
        href="/library"
        aria-label="Back to the library"
        className="inline-flex size-7 items-center justify-center rounded-control text-ink-2 hover:bg-hover"
      >
        <ArrowLeft size={16} />
      </Link>
      {video === undefined ? (
        <Skeleton className="h-5 w-72" />
      ) : (
        <>
          <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={video.title}>
            {video.title}
          </h1>
          <p className="flex shrink-0 gap-2 text-small text-ink-3">
            {[
              video.channel,
              video.publishedAtMs === undefined ? undefined : formatDay(video.publishedAtMs),
              video.views === undefined ? undefined : `${formatCount(video.views)} views`,
            ]
              .filter((part) => part !== undefined)
              .map((part) => (
                <span key={part} className="max-w-56 truncate">
                  {part}
                </span>
              ))}
          </p>
          <div className="flex-1" />
          <Menu
            trigger={<IconButton label="Actions" icon={<EllipsisVertical size={16} />} />}
            items={[
              {
                label: 'Draft hooks on this',
                icon: <PenLine size={14} />,
                onSelect: () => navigate(`/drafts?topic=${encodeURIComponent(video.title)}`),
              },
              ...formats.map(({ format, label }) => ({
                label,
                icon: <Download size={14} />,
                onSelect: () => save(video.id, format),
              })),
              {
                label: 'Remove from the library…',
                icon: <Trash2 size={14} />,
                tone: 'bad' as const,
                onSelect: () => setRemoving(true),
              },
            ]}
          />
          <RemoveDialog video={video} open={removing} onClose={() => setRemoving(false)} />
        </>
      )}
    </header>
  );
}
