import type { ReactNode } from 'react';

/** A titled part of a panel. */
export function Part({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-small font-semibold text-ink-2">{title}</h3>
      {children}
    </section>
  );
}
