import { ExternalLink, Sparkles } from 'lucide-react';
import { type Ref, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Citation } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { MomentPlayer, type MomentPlayerHandle } from '../../player/MomentPlayer.tsx';
import { likeAddress, momentAddress, momentKey } from '../../player/moment.ts';
import { CitationList } from './CitationList.tsx';

/** What the drafts rest on: the chosen moment, played in place, and all of them. */
export function CitationPane({
  citations,
  current,
  player,
  onPlay,
}: {
  citations: readonly Citation[];
  current: Citation;
  player: Ref<MomentPlayerHandle>;
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const currentKey = momentKey(current);
  const shownKey = useRef(currentKey);
  useEffect(() => {
    if (shownKey.current === currentKey) return;
    shownKey.current = currentKey;
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
    stage.current?.scrollIntoView({ block: 'nearest' });
  }, [currentKey]);
  return (
    <aside
      aria-label={draftsMessages.citationPane.label}
      className="flex min-h-0 flex-col border-line bg-panel @max-[680px]:border-t @min-[680px]:border-l"
    >
      <div ref={stage} className="shrink-0">
        <MomentPlayer moment={current} ref={player} stageClassName="h-[min(44vh,420px)]" />
      </div>
      <div className="flex flex-col border-b border-line px-4 pt-1 pb-2">
        <h3 className="truncate font-medium text-ink">
          <bdi>{current.title}</bdi>
        </h3>
        <p className="flex items-center gap-1 text-small text-ink-2">
          <span className="flex-1">
            {formatClock(current.startMs)} – {formatClock(current.endMs)}
          </span>
          <Link
            href={likeAddress(current)}
            title={searchMessages.like.moreMoment}
            className="inline-flex h-6 items-center gap-1 rounded-control px-1.5 font-medium text-accent-ink hover:bg-hover"
          >
            <Sparkles size={13} aria-hidden="true" />
            {searchMessages.like.more}
          </Link>
          <Link
            href={momentAddress(current)}
            className="-mr-1.5 inline-flex h-6 items-center gap-1 rounded-control px-1.5 font-medium text-accent-ink hover:bg-hover"
          >
            <ExternalLink size={13} aria-hidden="true" />
            {commonMessages.openVideo}
          </Link>
        </p>
      </div>
      <div ref={list} className="min-h-0 p-2 @min-[680px]:overflow-y-auto">
        <CitationList citations={citations} currentKey={currentKey} onPlay={onPlay} />
      </div>
    </aside>
  );
}
