import { Link, useSearch } from 'wouter';
import type { TopicDetail } from '../../../../contract/index.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { signed } from '../list/TopicRow.tsx';

const texts = trendsMessages.topic;

/** Velocity, burst and counts, each with what it rests on. */
export function TopicFacts({ detail }: { detail: TopicDetail }): React.JSX.Element {
  const { velocity, burst, newVideos, videos, channels, words, theme, writtenBy } = detail.topic;
  const search = useSearch();
  const ofTheme = (id: string): string => {
    const parameters = new URLSearchParams(search);
    parameters.set('theme', id);
    return `/trends?${parameters}`;
  };
  return (
    <Panel title={texts.facts}>
      <dl className="flex flex-col gap-3">
        <Fact
          name={texts.velocity}
          value={
            velocity === undefined
              ? texts.noVelocity
              : trendsMessages.table.perHour(signed(velocity.value))
          }
          notes={
            velocity === undefined
              ? []
              : [
                  ...(velocity.low < velocity.high
                    ? [texts.interval(signed(velocity.low), signed(velocity.high))]
                    : []),
                  texts.measured(velocity.videos),
                ]
          }
        />
        <Fact
          name={texts.burst}
          value={burst === undefined ? texts.noBurst : texts.underWay}
          notes={
            burst === undefined
              ? []
              : [texts.weight(burst.weight.toFixed(1), formatDay(burst.sinceMs))]
          }
        />
        <Fact name={texts.newVideos} value={newVideos.toLocaleString('en')} notes={[]} />
        <Fact
          name={texts.all}
          value={videos.toLocaleString('en')}
          notes={[texts.channels(channels)]}
        />
        {theme !== undefined && (
          <div>
            <dt className="text-small text-ink-3">{texts.theme}</dt>
            <dd dir="auto" title={texts.themeNote} className="text-body text-ink">
              <Link href={ofTheme(theme.id)} className="text-accent-ink hover:underline">
                {theme.label}
              </Link>
            </dd>
          </div>
        )}
        {writtenBy !== undefined && (
          <div>
            <dt className="text-small text-ink-3">{texts.label}</dt>
            <dd className="text-small text-ink-2">{texts.writtenBy(writtenBy)}</dd>
            {detail.writtenFrom.map(({ videoId, title }) => (
              <dd key={videoId} dir="auto" className="truncate text-small">
                <Link href={`/video/${encodeURIComponent(videoId)}`} className="hover:underline">
                  {title}
                </Link>
              </dd>
            ))}
          </div>
        )}
        {words.length > 0 && (
          <div>
            <dt className="text-small text-ink-3">{texts.words}</dt>
            <dd dir="auto" className="text-body text-ink">
              {words.join(', ')}
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Fact({
  name,
  value,
  notes,
}: {
  name: string;
  value: string;
  notes: readonly string[];
}): React.JSX.Element {
  return (
    <div>
      <dt className="text-small text-ink-3">{name}</dt>
      <dd className="text-lead font-medium text-ink">{value}</dd>
      {notes.map((note) => (
        <dd key={note} className="text-small text-ink-2">
          {note}
        </dd>
      ))}
    </div>
  );
}

/** Its hashtags with how many of its videos have each; a search for one is a click away. */
export function TopicHashtags({
  hashtags,
}: {
  hashtags: TopicDetail['hashtags'];
}): React.JSX.Element | null {
  if (hashtags.length === 0) return null;
  return (
    <Panel title={texts.hashtags}>
      <ul className="flex flex-wrap gap-1.5">
        {hashtags.map(({ tag, videos }) => (
          <li key={tag} className="min-w-0">
            <Link
              href={`/search?q=${encodeURIComponent(tag)}`}
              className="flex h-6 items-center gap-1.5 rounded-control bg-sunken px-2 text-small text-ink-2 hover:bg-hover hover:text-ink"
            >
              <bdi className="truncate">#{tag}</bdi>
              <span aria-hidden="true" className="text-ink-3">
                {videos}
              </span>
              <span className="sr-only">{commonMessages.videos(videos)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
