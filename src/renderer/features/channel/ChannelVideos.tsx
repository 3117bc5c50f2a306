import { useState } from 'react';
import { Link } from 'wouter';
import type { ChannelMeasures, ChannelVideo } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../client/formats/format.ts';
import { channelMessages } from '../../messages/library/channel.ts';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { OutlierBadge } from '../measures/OutlierBadge.tsx';
import { VelocityText } from '../measures/VelocityText.tsx';

const texts = channelMessages.list;
const orders = [
  { value: 'outlier', label: texts.outlier },
  { value: 'newest', label: texts.newest },
  { value: 'views', label: texts.views },
  { value: 'velocity', label: texts.velocity },
] as const;
type Order = (typeof orders)[number]['value'];

const keys: Record<Order, (video: ChannelVideo) => number | undefined> = {
  outlier: ({ outlier }) => outlier?.score,
  newest: ({ publishedAtMs }) => publishedAtMs,
  views: ({ views }) => views,
  velocity: ({ velocity }) => velocity?.value,
};

/** The videos of a channel, those that stand out first. */
export function ChannelVideos({ channel }: { channel: ChannelMeasures }): React.JSX.Element {
  const [order, setOrder] = useState<Order>('outlier');
  const key = keys[order];
  const sorted = channel.list.toSorted((a, b) => (key(b) ?? -1) - (key(a) ?? -1));
  const unknown = <span className="text-ink-3">{channelMessages.facts.unknown}</span>;
  const number = 'px-3 text-right tabular-nums text-ink-2';
  return (
    <section aria-label={texts.title}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 className="text-small font-semibold text-ink-2">{texts.title}</h2>
        <SegmentedControl
          label={texts.sortBy}
          value={order}
          options={orders}
          onChange={(next) => setOrder(next)}
        />
      </div>
      <table className="w-full table-fixed text-small">
        <thead>
          <tr className="h-8 border-b border-line text-ink-2">
            <th scope="col" className="text-left font-medium">
              {texts.video}
            </th>
            <th scope="col" className="w-28 px-3 text-right font-medium">
              {texts.published}
            </th>
            <th scope="col" className="w-24 px-3 text-right font-medium">
              {texts.views}
            </th>
            <th scope="col" className="w-24 px-3 text-right font-medium">
              {texts.perHour}
            </th>
            <th scope="col" className="w-24 pl-3 text-right font-medium">
              {texts.score}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ videoId, title, publishedAtMs, views, velocity, outlier }) => (
            <tr key={videoId} className="h-9 border-b border-line hover:bg-hover">
              <td className="truncate">
                <Link
                  href={`/video/${encodeURIComponent(videoId)}`}
                  dir="auto"
                  className="font-medium text-ink hover:underline"
                >
                  {title}
                </Link>
              </td>
              <td className={number}>
                {publishedAtMs === undefined ? unknown : formatDay(publishedAtMs)}
              </td>
              <td className={number}>{views === undefined ? unknown : formatCount(views)}</td>
              <td className={number}>
                {velocity === undefined ? unknown : <VelocityText velocity={velocity} />}
              </td>
              <td className="pl-3 text-right">
                {outlier === undefined ? unknown : <OutlierBadge outlier={outlier} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {channel.list.length < channel.videos && (
        <p className="mt-2 text-small text-ink-3">
          {texts.limited(channel.list.length, channel.videos)}
        </p>
      )}
    </section>
  );
}
