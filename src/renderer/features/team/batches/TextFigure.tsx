import type { ReactNode } from 'react';

/** A text of a request or an answer under its title, as text, scrolled when it is long. */
export function TextFigure({
  title,
  tall = false,
  above,
  children,
}: {
  title: ReactNode;
  tall?: boolean;
  /** Between the title and the text. */
  above?: ReactNode;
  children: string;
}): React.JSX.Element {
  return (
    <figure className="min-w-0 rounded-control border border-line bg-sunken">
      <figcaption className="truncate border-b border-line px-3 py-1 text-small text-ink-2">
        {title}
      </figcaption>
      {above}
      <pre
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className={`overflow-y-auto px-3 py-2 font-sans text-body whitespace-pre-wrap text-ink [overflow-wrap:anywhere] ${tall ? 'max-h-60' : 'max-h-40'}`}
      >
        {children}
      </pre>
    </figure>
  );
}
