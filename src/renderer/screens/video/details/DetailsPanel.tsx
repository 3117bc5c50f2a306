import type { VideoDetail } from '../../../../shared/index.ts';
import { hintOf } from '../../../client/errorWords.ts';
import { formatBytes, formatDay } from '../../../client/format.ts';
import { Badge } from '../../../primitives/Badge.tsx';
import { MetricHistory } from './MetricHistory.tsx';
import { Part } from './Part.tsx';
import { SimilarVideos } from './SimilarVideos.tsx';
import { SourceLink } from './SourceLink.tsx';

/** Opening hook, history of counts, similar videos and facts. */
export function DetailsPanel({ video }: { video: VideoDetail }): React.JSX.Element {
  return (
    <div className="flex h-full flex-col gap-5 overflow-y-auto px-4 py-3">
      {video.hook !== undefined && <OpeningHook hook={video.hook} />}
      <MetricHistory video={video} />
      <SimilarVideos videoId={video.id} />
      <Facts video={video} />
    </div>
  );
}

function OpeningHook({
  hook: { said, shown },
}: {
  hook: NonNullable<VideoDetail['hook']>;
}): React.JSX.Element | null {
  if (said === '' && shown === '') return null;
  return (
    <Part title="Opening hook, first three seconds">
      <dl className="flex flex-col gap-1 rounded-control bg-sunken px-3 py-2">
        {[
          ['Said', said],
          ['Shown', shown],
        ].map(
          ([name, text]) =>
            text !== '' && (
              <div key={name} className="grid grid-cols-[52px_1fr] gap-2">
                <dt className="text-small text-ink-3">{name}</dt>
                <dd dir="auto" className="text-ink [overflow-wrap:anywhere]">
                  {text}
                </dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  );
}

function Facts({ video }: { video: VideoDetail }): React.JSX.Element {
  const facts: [name: string, value: React.ReactNode][] = [];
  const add = (name: string, value: React.ReactNode): void => {
    if (value !== undefined && value !== '') facts.push([name, value]);
  };
  add('Channel', video.channel);
  add('Platform', video.platform);
  add('Published', video.publishedAtMs === undefined ? undefined : formatDay(video.publishedAtMs));
  add('Language', video.language);
  add('Picture', video.width > 0 ? `${video.width} × ${video.height}` : undefined);
  add('Frame rate', video.frameRate > 0 ? `${video.frameRate.toFixed(2)} per second` : undefined);
  add('Codecs', [video.videoCodec, video.audioCodec].filter(Boolean).join(', '));
  add('Size', formatBytes(video.sizeBytes));
  add('File', video.originalName);
  add('Added', formatDay(video.createdAtMs));
  if (video.sourceUrl !== undefined) add('Link', <SourceLink url={video.sourceUrl} />);
  return (
    <Part title="Facts">
      <dl className="grid grid-cols-[92px_1fr] gap-x-2 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd dir="auto" className="min-w-0 text-ink [overflow-wrap:anywhere] select-text">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {video.products.length > 0 && (
        <p className="mt-2 flex flex-wrap gap-1">
          {video.products.map((product) => (
            <Badge key={product}>{product}</Badge>
          ))}
        </p>
      )}
      {video.description !== undefined && (
        <p className="mt-2 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere] select-text">
          {video.description}
        </p>
      )}
      {video.warnings.map(({ code, message }) => (
        <p
          key={`${code} ${message}`}
          className="mt-2 rounded-control bg-caution-soft px-3 py-2 text-small text-caution"
        >
          {message} {hintOf(code)}
        </p>
      ))}
    </Part>
  );
}
