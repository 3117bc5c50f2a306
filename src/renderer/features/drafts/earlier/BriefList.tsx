import { Trash2 } from 'lucide-react';
import { Link } from 'wouter';
import type { BriefId, BriefRecord, Draft } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { moveFocus } from '../../../ui/moveFocus.ts';

/** Earlier briefs, newest first. */
export function BriefList({
  briefs,
  currentId,
  activeId,
  onRemove,
}: {
  briefs: readonly BriefRecord[];
  currentId: BriefId | undefined;
  /** The one that is being written. */
  activeId: BriefId | undefined;
  onRemove(record: BriefRecord): void;
}): React.JSX.Element {
  const tabbable = briefs.some(({ id }) => id === currentId) ? currentId : briefs[0]?.id;
  return (
    <ul aria-label={draftsMessages.briefList.label} onKeyDown={moveFocus} className="flex flex-col">
      {briefs.map((record) => {
        const { id, brief, createdAtMs, drafts } = record;
        return (
          <li key={id} className="group relative">
            <Link
              href={`/drafts?brief=${encodeURIComponent(id)}`}
              data-item
              aria-current={id === currentId ? 'page' : undefined}
              tabIndex={id === tabbable ? 0 : -1}
              className="flex flex-col rounded-control py-1.5 pr-9 pl-2 hover:bg-hover aria-[current=page]:bg-accent-soft"
            >
              <span dir="auto" className="truncate text-ink">
                {brief.topic}
              </span>
              <span className="text-small text-ink-2">
                {formatDayAndTime(createdAtMs)} ·{' '}
                {id === activeId ? draftsMessages.briefList.writing : countLabel(drafts)}
              </span>
            </Link>
            {id !== activeId && (
              <IconButton
                label={draftsMessages.briefList.remove(formatDayAndTime(createdAtMs))}
                icon={<Trash2 size={14} />}
                tabIndex={id === tabbable ? 0 : -1}
                onClick={() => onRemove(record)}
                className="absolute top-2 right-1 text-ink-3 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function countLabel(drafts: readonly Draft[]): string {
  if (drafts.length === 0) return draftsMessages.briefList.none;
  const starred = drafts.filter(({ starredAtMs }) => starredAtMs !== undefined).length;
  const all = draftsMessages.briefList.drafts(drafts.length);
  return starred === 0 ? all : draftsMessages.briefList.withStarred(all, starred);
}
