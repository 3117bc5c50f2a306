import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { Link } from 'wouter';
import type { ReportCitation } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatClock, formatCount, formatDayAndTime } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { MomentPlayer } from '../../player/MomentPlayer.tsx';
import { momentAddress } from '../../player/moment.ts';

export type VideoCitation = Exclude<ReportCitation, { kind: 'table' }>;

const texts = reportsMessages.citation;

/** What is cited: the moment, played in place; the snapshots; the comment. */
export function CitationCard({ citation }: { citation: VideoCitation }): React.JSX.Element {
  const { title, videoId } = citation;
  const startMs = citation.kind === 'moment' ? citation.startMs : 0;
  return (
    <div className="flex w-80 max-w-full flex-col gap-2">
      {citation.kind === 'moment' && citation.isGone !== true && <Player citation={citation} />}
      <p dir="auto" className="line-clamp-2 font-medium text-ink [overflow-wrap:anywhere]">
        {title}
      </p>
      <What citation={citation} />
      {citation.isGone === true ? (
        <p className="text-small text-ink-3">{texts.gone}</p>
      ) : (
        <Link
          href={momentAddress({ videoId, startMs })}
          className="-mx-1.5 inline-flex h-6 w-fit items-center gap-1 rounded-control px-1.5 text-small font-medium text-accent-ink hover:bg-hover"
        >
          <ExternalLink size={13} aria-hidden="true" />
          {commonMessages.openVideo}
        </Link>
      )}
    </div>
  );
}

function What({ citation }: { citation: VideoCitation }): React.JSX.Element {
  switch (citation.kind) {
    case 'moment':
      return (
        <p className="text-small text-ink-2">
          {formatClock(citation.startMs)} – {formatClock(citation.endMs)}{' '}
          <q dir="auto" className="select-text [overflow-wrap:anywhere]">
            {citation.quote}
          </q>
        </p>
      );
    case 'snapshot': {
      const { before, views, observedAtMs } = citation;
      const all = [...(before === undefined ? [] : [before]), { views, observedAtMs }];
      return (
        <ul className="text-small text-ink-2 tabular-nums">
          {all.map((each) => (
            <li key={each.observedAtMs}>
              {texts.views(formatCount(each.views), formatDayAndTime(each.observedAtMs))}
            </li>
          ))}
        </ul>
      );
    }
    case 'comment':
      return (
        <p className="text-small text-ink-2">
          <q dir="auto" className="select-text [overflow-wrap:anywhere]">
            {citation.quote}
          </q>
          {citation.likes !== undefined && ` · ${texts.likes(citation.likes)}`}
        </p>
      );
    default:
      return citation satisfies never;
  }
}

function Player({
  citation,
}: {
  citation: Extract<VideoCitation, { kind: 'moment' }>;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { videoId } = citation;
  const { data } = useQuery(procedures.videos.get.queryOptions({ input: { videoId } }));
  if (data?.storage === 'none') return <p className="text-small text-ink-3">{texts.noFile}</p>;
  return (
    <div className="-mx-4 -mt-4 overflow-hidden rounded-t-panel">
      <MomentPlayer moment={citation} stageClassName="h-52" />
    </div>
  );
}
