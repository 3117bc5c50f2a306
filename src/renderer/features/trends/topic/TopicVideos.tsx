import { useState } from 'react';
import { Link } from 'wouter';
import type { TopicVideo, VideoId } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { signed } from '../list/TopicRow.tsx';

const texts = trendsMessages.topic;
const tracks = '20px minmax(0,1fr) 96px 72px 80px';

/** The videos of a topic, what gains most first; some of them can become a topic of their own. */
export function TopicVideos({
  videos,
  total,
  onSplit,
}: {
  videos: readonly TopicVideo[];
  total: number;
  onSplit(videoIds: readonly VideoId[]): void;
}): React.JSX.Element {
  const [selected, setSelected] = useState<ReadonlySet<VideoId>>(new Set());
  const chosen = videos.filter(({ video }) => selected.has(video.id)).map(({ video }) => video.id);
  const toggle = (id: VideoId): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const head: readonly { name: string; className?: string }[] = [
    { name: texts.video },
    { name: commonMessages.published, className: 'text-right' },
    { name: commonMessages.views, className: 'text-right' },
    { name: texts.velocity, className: 'text-right' },
  ];
  return (
    <Panel
      title={texts.videos}
      note={total > videos.length ? texts.first(videos.length) : undefined}
      actions={
        chosen.length > 0 && (
          <Button size="small" onClick={() => onSplit(chosen)}>
            {texts.split(chosen.length)}
          </Button>
        )
      }
    >
      <table className="block">
        <thead className="block">
          <tr
            className="grid h-7 items-center gap-x-3 text-small text-ink-2"
            style={{ gridTemplateColumns: tracks }}
          >
            <th scope="col">
              <span className="sr-only">{texts.selected}</span>
            </th>
            {head.map(({ name, className = 'text-left' }) => (
              <th key={name} scope="col" className={`font-medium ${className}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block">
          {videos.map(({ video, velocity, hook }) => (
            <tr
              key={video.id}
              className="grid min-h-11 items-center gap-x-3 border-t border-line py-1 text-small text-ink-2"
              style={{ gridTemplateColumns: tracks }}
            >
              <td className="flex">
                <input
                  type="checkbox"
                  aria-label={texts.select(video.title)}
                  checked={selected.has(video.id)}
                  onChange={() => toggle(video.id)}
                  className="size-3.5 accent-(--accent)"
                />
              </td>
              <td className="min-w-0">
                <Link
                  href={`/video/${video.id}`}
                  dir="auto"
                  className="block truncate text-body text-ink hover:underline"
                >
                  {video.title}
                </Link>
                <span className="flex min-w-0 gap-2 text-ink-3">
                  {video.channel !== undefined && (
                    <bdi className="max-w-48 shrink-0 truncate">{video.channel}</bdi>
                  )}
                  {hook !== undefined && (
                    <q dir="auto" title={texts.hook} className="min-w-0 truncate">
                      {hook.said || hook.shown}
                    </q>
                  )}
                </span>
              </td>
              <td className="text-right">
                {video.publishedAtMs === undefined ? '–' : formatDay(video.publishedAtMs)}
              </td>
              <td className="text-right">
                {video.views === undefined ? '–' : formatCount(video.views)}
              </td>
              <td className="text-right">
                {velocity === undefined ? '–' : trendsMessages.table.perHour(signed(velocity))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
