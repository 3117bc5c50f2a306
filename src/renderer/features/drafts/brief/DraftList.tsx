import type { Citation } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { DraftCard } from '../card/DraftCard.tsx';
import { DraftFrame } from '../card/DraftFrame.tsx';
import type { DraftRun } from '../runReducer.ts';
import type { DraftActions } from '../useDraftActions.ts';

/** Drafts side by side: those kept, those being written, and places of those to come. */
export function DraftList({
  run,
  actions,
  onPlay,
}: {
  run: DraftRun;
  actions: DraftActions;
  onPlay(citation: Citation): void;
}): React.JSX.Element {
  const { slots, evidence, brief } = run;
  return (
    <ol
      aria-label={draftsMessages.draftList.drafts}
      className="grid gap-3 @min-[1000px]:grid-cols-2"
    >
      {slots.map((slot, place) => (
        // A draft grows in its place; when all are done they are ordered, and move as they are.
        <li
          key={slot.state === 'kept' ? slot.draft.id : place}
          className="flex min-w-0 flex-col *:flex-1"
        >
          {slot.state === 'kept' && (
            <DraftCard
              draft={slot.draft}
              number={place + 1}
              maxWords={brief.lengthWords}
              evidence={evidence}
              actions={actions}
              onPlay={onPlay}
            />
          )}
          {slot.state === 'writing' && (
            <DraftFrame
              label={draftsMessages.draftList.inProgress}
              badge={<Badge>{draftsMessages.draftList.writing}</Badge>}
              text={slot.text}
              growing
            />
          )}
          {slot.state === 'free' && <Skeleton className="min-h-[164px] rounded-panel" />}
        </li>
      ))}
    </ol>
  );
}
