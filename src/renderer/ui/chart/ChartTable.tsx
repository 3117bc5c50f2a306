/** A chart in numbers, as high as the chart: its rows scroll below their heading. */
export function ChartTable({
  caption,
  head,
  leftColumns,
  className,
  children,
}: {
  /** For screen readers. */
  caption: string;
  head: readonly string[];
  /** So many of the first columns are words or times; the others are numbers, to the right. */
  leftColumns: number;
  /** Its height. */
  className: string;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
      className={`overflow-y-auto ${className}`}
    >
      <table className="w-full text-small">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-panel text-ink-2">
          <tr>
            {head.map((name, at) => (
              <th
                key={name}
                scope="col"
                className={`h-6 font-medium ${at < leftColumns ? 'text-left' : 'text-right'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
