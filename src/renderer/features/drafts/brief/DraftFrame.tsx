import type { ReactNode } from 'react';

interface DraftFrameProps {
  label: string;
  badge: ReactNode;
  actions?: ReactNode;
  text: string;
  /** True while it is being written. */
  growing?: boolean;
  children?: ReactNode;
}

/**
 * The same place and size for a draft that is written and one that is done, so that nothing below
 * it jumps: two lines of text, its reason and its sources.
 */
export function DraftFrame({
  label,
  badge,
  actions,
  text,
  growing = false,
  children,
}: DraftFrameProps): React.JSX.Element {
  return (
    <article
      aria-label={label}
      aria-busy={growing}
      className="flex min-h-[164px] flex-col rounded-panel border border-line bg-panel px-4 pt-2 pb-3"
    >
      <div className="flex h-7 items-center gap-2">
        {badge}
        <div className="-mr-2 ml-auto flex">{actions}</div>
      </div>
      <p
        dir="auto"
        className="min-h-12 py-1 text-title font-semibold text-ink [overflow-wrap:anywhere]"
      >
        {text}
        {growing && (
          <span
            aria-hidden="true"
            className="ml-0.5 inline-block h-4 w-0.5 animate-pulse-calm bg-accent align-middle"
          />
        )}
      </p>
      <div className="mt-auto flex flex-col gap-1 pt-1">{children}</div>
    </article>
  );
}
