import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Storage, VideoDetail } from '../../../../contract/index.ts';
import { formatBytes, formatClock, formatDay } from '../../../client/formats/format.ts';
import { hintOf } from '../../../client/formats/formatError.ts';
import { commonMessages } from '../../../messages/common.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { languageName } from '../../library/query/languageName.ts';
import { Part } from './Part.tsx';
import { SourceLink } from './SourceLink.tsx';

const storages: Record<Storage, string> = {
  copy: videoMessages.facts.copy,
  link: videoMessages.facts.link,
  reference: videoMessages.facts.reference,
};

/** What is known of the file and of where it is from, and what went less than well with it. */
export function Facts({ video }: { video: VideoDetail }): React.JSX.Element {
  return (
    <Part title={videoMessages.facts.title}>
      {video.warnings.map(({ code, message }) => (
        <p
          key={`${code} ${message}`}
          className="mb-2 flex gap-2 rounded-control bg-caution-soft px-3 py-2 text-small text-caution [overflow-wrap:anywhere]"
        >
          <CircleAlert size={14} aria-hidden="true" className="mt-px shrink-0" />
          <span className="min-w-0">
            <bdi>{message}</bdi> {hintOf(code)}
          </span>
        </p>
      ))}
      <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 gap-y-1">
        {factsOf(video).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd dir="auto" className="min-w-0 text-ink [overflow-wrap:anywhere] select-text">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

/** Facts that are known, in the order in which they are asked for. */
function factsOf(video: VideoDetail): [name: string, value: ReactNode][] {
  const { publishedAtMs, language, width, height, frameRate, sourceUrl, products, tags } = video;
  const codecs = [video.videoCodec, video.audioCodec].filter((codec) => codec !== undefined);
  const facts: [name: string, value: ReactNode][] = [
    [commonMessages.channel, video.channel],
    [commonMessages.platform, video.platform],
    [commonMessages.published, publishedAtMs && formatDay(publishedAtMs)],
    [videoMessages.facts.products, products.length > 0 && <Products names={products} />],
    [videoMessages.facts.tags, tags.map((tag) => `#${tag}`).join(' ')],
    [videoMessages.facts.sound, video.soundName],
    [videoMessages.facts.externalId, video.externalId],
    [videoMessages.facts.linkAddress, sourceUrl && <SourceLink url={sourceUrl} />],
    [commonMessages.language, language && languageName(language)],
    [commonMessages.duration, video.durationMs > 0 && formatClock(video.durationMs, true)],
    [videoMessages.facts.resolution, width > 0 && `${width} × ${height}`],
    // 29.97, but 30 rather than 30.00.
    [
      videoMessages.facts.frameRate,
      frameRate > 0 && videoMessages.facts.fps(Number(frameRate.toFixed(2))),
    ],
    [videoMessages.facts.codecs, codecs.join(', ')],
    [commonMessages.size, fileOf(video)],
    [videoMessages.facts.file, video.originalName],
    [videoMessages.facts.added, formatDay(video.createdAtMs)],
  ];
  return facts.filter(([, value]) => Boolean(value));
}

/** Undefined for a video without a file. */
function fileOf({ storage, sizeBytes }: VideoDetail): string | undefined {
  return storage === 'none' ? undefined : `${formatBytes(sizeBytes)}, ${storages[storage]}`;
}

function Products({ names }: { names: readonly string[] }): React.JSX.Element {
  return (
    <span className="flex flex-wrap gap-1 py-px">
      {names.map((name) => (
        <Badge key={name}>
          <bdi className="max-w-56 truncate">{name}</bdi>
        </Badge>
      ))}
    </span>
  );
}
