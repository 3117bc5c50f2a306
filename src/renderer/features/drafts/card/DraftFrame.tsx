import type { ReactNode } from 'react';
import type { DraftId } from '../../../../contract/index.ts';

interface DraftFrameProps {
  label: string;
  /** Of a draft that was kept: its card takes the focus. */
  draftId?: DraftId;
  badge: ReactNode;
  actions?: ReactNode;
  /** Its words, or the field that they are edited in. */
  text: ReactNode;
  /** True while it is being written. */
  growing?: boolean;
  /** True for the first of two that are to be merged. */
  isChosen?: boolean;
  /** True for one that was rejected. */
  isMuted?: boolean;
  children?: ReactNode;
}

/**
 * The same place and size for a draft that is written and one that is done, so that nothing below
 * it jumps: two lines of text, its reason and its sources.
 */
export function DraftFrame({
  label,
  draftId,
  badge,
  actions,
  text,
  growing = false,
  isChosen = false,
  isMuted = false,
  children,
}: DraftFrameProps): React.JSX.Element {
  const focusable = draftId === undefined ? {} : { tabIndex: 0, 'data-draft': draftId };
  return (
    <article
      aria-label={label}
      aria-busy={growing}
      {...focusable}
      className={`flex min-h-[164px] flex-col rounded-panel border px-4 pt-2 pb-3 focus-visible:-outline-offset-1 ${isChosen ? 'border-accent' : 'border-line focus-within:border-line-strong'} ${isMuted ? 'bg-sunken' : 'bg-panel'}`}
    >
      <div className="flex h-7 min-w-0 items-center gap-2">
        {badge}
        <div className="-mr-2 ml-auto flex shrink-0">{actions}</div>
      </div>
      {typeof text === 'string' ? (
        <p
          dir="auto"
          className={`min-h-12 py-1 text-title font-semibold [overflow-wrap:anywhere] ${isMuted ? 'text-ink-2 line-through decoration-line-strong' : 'text-ink'}`}
        >
          {text}
          {growing && (
            <span
              aria-hidden="true"
              className="ml-0.5 inline-block h-4 w-0.5 animate-pulse-calm bg-accent align-middle"
            />
          )}
        </p>
      ) : (
        text
      )}
      <div className="mt-auto flex flex-col gap-1 pt-1">{children}</div>
    </article>
  );
}
