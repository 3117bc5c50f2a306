import type { ReactNode } from 'react';

/** A titled part of a panel. */
export function Part({
  title,
  action,
  children,
}: {
  title: string;
  /** Beside the title, at the end of its line. */
  action?: ReactNode;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <section aria-label={title}>
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-2">
        <h3 className="text-small font-semibold text-ink-2">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
