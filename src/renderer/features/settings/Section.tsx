import type { ReactNode } from 'react';
import { useId } from 'react';

/** A titled group of settings. */
export function Section({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}): React.JSX.Element {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-body font-semibold text-ink">
        {title}
      </h2>
      <div className="flex flex-col divide-y divide-line rounded-panel border border-line bg-panel">
        {children}
      </div>
    </section>
  );
}

/** One row of a section. */
export function Row({ children }: { children: ReactNode }): React.JSX.Element {
  return <div className="px-4 py-3">{children}</div>;
}
