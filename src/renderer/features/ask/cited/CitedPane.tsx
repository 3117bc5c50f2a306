import { ExternalLink, FileX2, X } from 'lucide-react';
import type { Ref } from 'react';
import { Link } from 'wouter';
import type { AnswerCitation } from '../../../../contract/index.ts';
import { formatClock, formatDay } from '../../../client/formats/format.ts';
import { askMessages } from '../../../messages/ask.ts';
import { commonMessages } from '../../../messages/common.ts';
import { whole } from '../../../messages/numbers.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { MomentPlayer, type MomentPlayerHandle } from '../../player/MomentPlayer.tsx';
import { momentAddress } from '../../player/moment.ts';

const texts = askMessages.pane;

type Cited<Kind extends AnswerCitation['kind']> = Extract<AnswerCitation, { kind: Kind }>;

/** What a sentence rests on: the moment played in place, the snapshot, or the videos of a number. */
export function CitedPane({
  citation,
  player,
  onClose,
}: {
  citation: AnswerCitation;
  player: Ref<MomentPlayerHandle>;
  onClose(): void;
}): React.JSX.Element {
  return (
    <aside
      aria-label={texts.label}
      className="flex min-h-0 flex-col overflow-y-auto border-l border-line bg-panel"
    >
      <div className="flex h-10 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="text-body font-semibold text-ink">{texts.label}</h2>
        <IconButton label={texts.close} icon={<X size={15} />} onClick={onClose} />
      </div>
      {citation.kind === 'moment' && <CitedMoment citation={citation} player={player} />}
      {citation.kind === 'snapshot' && <CitedSnapshot citation={citation} />}
      {citation.kind === 'query' && <CitedVideos citation={citation} />}
    </aside>
  );
}

function CitedMoment({
  citation,
  player,
}: {
  citation: Cited<'moment'>;
  player: Ref<MomentPlayerHandle>;
}): React.JSX.Element {
  const { title, channel, quote, startMs, endMs, source, hasFile } = citation;
  return (
    <>
      {hasFile ? (
        <div className="shrink-0">
          <MomentPlayer moment={citation} ref={player} stageClassName="h-[min(44vh,420px)]" />
        </div>
      ) : (
        <div className="shrink-0">
          <EmptyState icon={<FileX2 size={22} />} title={texts.noFile}>
            {texts.noFileNote}
          </EmptyState>
        </div>
      )}
      <div className="flex flex-col gap-2 px-4 pt-2 pb-4">
        <h3 className="line-clamp-2 text-lead font-semibold text-ink [overflow-wrap:anywhere]">
          <bdi>{title}</bdi>
        </h3>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-ink-2">
          {endMs > 0 && (
            <span className="font-medium text-ink">
              {formatClock(startMs)} – {formatClock(endMs)}
            </span>
          )}
          <Badge>{askMessages.cites.kinds[source]}</Badge>
          {channel !== undefined && <bdi>{channel}</bdi>}
        </p>
        <p dir="auto" className="text-ink [overflow-wrap:anywhere]">
          {quote}
        </p>
        <OpenVideo citation={citation} />
      </div>
    </>
  );
}

function CitedSnapshot({ citation }: { citation: Cited<'snapshot'> }): React.JSX.Element {
  const counts = Object.entries(citation.counts).flatMap(([name, count]) =>
    count === undefined ? [] : [{ name, count }],
  );
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <h3 className="text-lead font-semibold text-ink [overflow-wrap:anywhere]">
        <bdi>{citation.title}</bdi>
      </h3>
      <p className="text-small text-ink-2">
        {texts.counts}, {formatDay(citation.observedAtMs)}
      </p>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {counts.map(({ name, count }) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="text-ink tabular-nums">{whole(count)}</dd>
          </div>
        ))}
      </dl>
      <OpenVideo citation={{ ...citation, startMs: 0 }} />
    </div>
  );
}

function CitedVideos({ citation }: { citation: Cited<'query'> }): React.JSX.Element {
  const { rows, videos } = citation;
  if (videos.length === 0) return <p className="px-4 py-3 text-ink-2">{texts.none}</p>;
  return (
    <div className="flex flex-col gap-1 px-4 py-3">
      <h3 className="text-body font-semibold text-ink">{texts.videos(videos.length)}</h3>
      {videos.length < rows && (
        <p className="text-small text-ink-2">{texts.first(videos.length, rows)}</p>
      )}
      <ul className="-mx-2 flex flex-col">
        {videos.map(({ videoId, title }) => (
          <li key={videoId}>
            <Link
              href={`/video/${encodeURIComponent(videoId)}`}
              className="flex min-h-7 items-center rounded-control px-2 py-1 text-ink hover:bg-hover"
            >
              <bdi className="line-clamp-2 [overflow-wrap:anywhere]">{title}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function OpenVideo({
  citation,
}: {
  citation: Parameters<typeof momentAddress>[0];
}): React.JSX.Element {
  return (
    <Link
      href={momentAddress(citation)}
      className="inline-flex h-7 items-center gap-1.5 self-start rounded-control border border-line-strong bg-raised px-3 font-medium text-ink hover:bg-hover"
    >
      <ExternalLink size={14} aria-hidden="true" />
      {commonMessages.openVideo}
    </Link>
  );
}
