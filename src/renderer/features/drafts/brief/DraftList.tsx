import type { Citation } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { type DraftRun, isActive } from '../runReducer.ts';
import { DraftCard } from './DraftCard.tsx';
import { DraftFrame } from './DraftFrame.tsx';

/** Drafts in the order they were kept, the one being written, and places of those to come. */
export function DraftList({
  run,
  onPlay,
}: {
  run: DraftRun;
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  const { drafts, evidence, writing, brief } = run;
  const open = isActive(run) ? brief.count - drafts.length : 0;
  return (
    <ol aria-label={draftsMessages.draftList.drafts} className="flex flex-col gap-3">
      {drafts.map((draft, i) => (
        <li key={draft.id}>
          <DraftCard draft={draft} number={i + 1} evidence={evidence} onPlay={onPlay} />
        </li>
      ))}
      {places.slice(0, open).map((place, i) => (
        <li key={place}>
          {i === 0 ? (
            <DraftFrame
              label={draftsMessages.draftList.inProgress}
              badge={<Badge>{draftsMessages.draftList.writing}</Badge>}
              text={writing?.text ?? ''}
              growing
            />
          ) : (
            <Skeleton className="h-[164px] rounded-panel" />
          )}
        </li>
      ))}
    </ol>
  );
}

/** More than these would only be scrolled past. */
const places = ['now', 'next', 'later'];
