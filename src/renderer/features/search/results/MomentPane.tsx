import { ExternalLink, FileX2, Sparkles } from 'lucide-react';
import type { Ref } from 'react';
import { Link } from 'wouter';
import type { SearchHit } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';
import { MomentPlayer, type MomentPlayerHandle } from '../../player/MomentPlayer.tsx';
import { likeAddress, momentAddress } from '../../player/moment.ts';
import { formatSpan, kindNames, matchName } from './hitLabels.ts';
import { MarkedText } from './MarkedText.tsx';

const action =
  'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-line-strong bg-raised px-3 font-medium text-ink hover:bg-hover';

/** The selected moment: played in place, its words, and the way into the whole video. */
export function MomentPane({
  hit,
  player,
}: {
  hit: SearchHit;
  player: Ref<MomentPlayerHandle>;
}): React.JSX.Element {
  return (
    <aside
      aria-label={searchMessages.momentPane.label}
      className="flex min-h-0 flex-col overflow-y-auto border-l border-line bg-panel"
    >
      {hit.hasFile ? (
        <MomentPlayer moment={hit} ref={player} stageClassName="min-h-[240px] flex-1" />
      ) : (
        <EmptyState icon={<FileX2 size={22} />} title={searchMessages.momentPane.noFile}>
          {searchMessages.momentPane.noFileExplanation}
        </EmptyState>
      )}
      <div className="flex shrink-0 flex-col gap-2 px-4 pt-2 pb-4">
        <h2 className="line-clamp-2 text-lead font-semibold text-ink [overflow-wrap:anywhere]">
          <bdi>{hit.title}</bdi>
        </h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-ink-2">
          <span className="font-medium text-ink">{formatSpan(hit)}</span>
          <Badge>{kindNames[hit.kind]}</Badge>
          {hit.channel !== undefined && (
            <bdi className="[overflow-wrap:anywhere]">{hit.channel}</bdi>
          )}
        </p>
        <p className="line-clamp-6 text-body text-ink">
          <MarkedText text={hit.snippet} ranges={hit.highlights} />
        </p>
        <p className="text-small text-ink-3">
          {searchMessages.momentPane.foundBy(matchName(hit.matched).toLowerCase())}
        </p>
        <div className="flex flex-wrap items-center gap-2 pt-1">
          <Link href={momentAddress(hit)} className={action}>
            <ExternalLink size={14} aria-hidden="true" />
            {commonMessages.openVideo}
            <Kbd>O</Kbd>
          </Link>
          <Link href={likeAddress(hit)} title={searchMessages.like.moreMoment} className={action}>
            <Sparkles size={14} aria-hidden="true" />
            {searchMessages.like.more}
            <Kbd>⇧M</Kbd>
          </Link>
        </div>
      </div>
    </aside>
  );
}
