import { type ReactNode, useId } from 'react';

/** A titled part of a screen. */
export function Panel({
  title,
  note,
  actions,
  className = '',
  children,
}: {
  title: string;
  /** A few words behind the title. */
  note?: ReactNode;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}): React.JSX.Element {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`flex min-w-0 flex-col rounded-panel border border-line bg-panel p-4 ${className}`}
    >
      <div className="mb-3 flex min-h-6 items-center gap-2">
        <h2 id={id} className="text-body font-semibold text-ink">
          {title}
        </h2>
        {note !== undefined && <p className="min-w-0 truncate text-small text-ink-3">{note}</p>}
        {actions !== undefined && <div className="ml-auto flex shrink-0 gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
